# The image of a server of predictions; docs/serving.md says how it is run. `npm run check:image` builds it without Docker.
#
#   docker build --tag akari .

FROM node:22-bookworm-slim AS package
WORKDIR /source
COPY . .
# It installs what it needs, and builds what it packs.
RUN npm pack --pack-destination .. --loglevel=error

FROM node:22-bookworm-slim AS installed
WORKDIR /app
COPY --from=package /akari-*.tgz ./
RUN npm install --omit=dev --omit=peer --ignore-scripts --no-audit --no-fund --loglevel=error ./akari-*.tgz \
  && rm -r akari-*.tgz node_modules/akari/docs

# Node and nothing else, not even a shell. Its user is not root, and owns none of the files.
FROM gcr.io/distroless/nodejs22-debian12:nonroot
WORKDIR /app
COPY --from=installed /app ./
ENV NODE_ENV=production
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --start-period=30s CMD ["/nodejs/bin/node", "--eval", "fetch('http://127.0.0.1:8080/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/nodejs/bin/node", "/app/node_modules/akari/dist/cli/main.js"]
CMD ["serve", "/model/model.safetensors", "--host", "0.0.0.0"]
