# The image of a server of predictions: docker build --tag akari . in a clone, then as docs/serving.md has it.

FROM node:22-bookworm-slim AS package
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm pack --pack-destination ..

FROM node:22-bookworm-slim AS installed
WORKDIR /app
COPY --from=package /akari-*.tgz ./
RUN npm install --omit=dev --no-audit --no-fund ./akari-*.tgz && rm akari-*.tgz

# Node and nothing else, not even a shell; its user is not root.
FROM gcr.io/distroless/nodejs22-debian12:nonroot
COPY --from=installed /app /app
ENV NODE_ENV=production
EXPOSE 8080
HEALTHCHECK CMD ["/nodejs/bin/node", "--eval", "fetch('http://127.0.0.1:8080/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/nodejs/bin/node", "/app/node_modules/akari/dist/cli/main.js"]
CMD ["serve", "/model/model.safetensors", "--host", "0.0.0.0"]
