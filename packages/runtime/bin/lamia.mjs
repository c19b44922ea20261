#!/usr/bin/env node
import '../dist/lamia.mjs';
