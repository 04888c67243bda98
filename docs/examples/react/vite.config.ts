import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

export default defineConfig(({ mode }) => {
  // Browser and host speak with each other as if this server were the host: no rules for other origins are needed.
  const host = loadEnv(mode, '.', 'HELIOGRAPH_').HELIOGRAPH_HOST ?? 'http://localhost:8080';
  const proxy = { '/.rest': host, '/dam': host, '/.imaging': host };
  return { plugins: [react()], server: { proxy }, preview: { proxy } };
});
