import { useEffect, useRef } from 'react';

/**
 * Begins a page that takes the place of another one at its top. Where what had the focus went away with the other one, the content of the
 * app has it: a keyboard goes on there, and a screen reader reads the new page out.
 * @param page which page is shown; null while none is
 */
export function useBegunPage(page: string | null): void {
  const shown = useRef(page);
  useEffect(() => {
    const before = shown.current;
    shown.current = page;
    if (before === null || page === null || before === page) return;
    if (document.activeElement === document.body) document.querySelector('main')?.focus();
    scrollTo(0, 0);
  }, [page]);
}
