import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The development server passes everything that is not front-end code on to a running product.
const backend = `http://127.0.0.1:${process.env.PORT ?? '8080'}`;

export default defineConfig(({ command }) => ({
  base: command === 'build' ? '/static/' : '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // A data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
    // light-dark() must stay as it is: what it is lowered to for older browsers knows nothing of the chosen scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: backend },
      '/ws': { target: backend, ws: true },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 20_000,
  },
}));
