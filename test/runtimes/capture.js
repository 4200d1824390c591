// Loaded before guard: what a program that took fetch early has.
globalThis.capturedFetch = globalThis.fetch
