import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { completeLicences } from './licences'

// A name with LICENSE in it would keep pnpm from packing the package's own.
const NOTICES = 'third-party-notices.md'

export default defineConfig({
  // Served from any folder of any host.
  base: './',
  build: {
    ...{ target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
    license: { fileName: NOTICES },
  },
  plugins: [
    completeLicences(NOTICES),
    VitePWA({
      // After the first visit the page works without a network.
      registerType: 'autoUpdate',
      injectRegister: 'script-defer',
      manifest: {
        name: 'Graft playground',
        short_name: 'Graft',
        description: 'What does a photo show? A model of your own, in the browser.',
        theme_color: '#0068a6',
        background_color: '#ffffff',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,wasm}'],
        maximumFileSizeToCacheInBytes: 20 * 2 ** 20,
        runtimeCaching: [
          {
            // The model that lies beside the page: it is asked for again, so that a new one is seen; offline the old one does.
            urlPattern: ({ url }) => /\/model\/[^/]+$/.test(url.pathname),
            handler: 'NetworkFirst',
            options: { cacheName: 'model' },
          },
        ],
      },
    }),
  ],
})
