#!/bin/sh
# Sends each message of ratsbericht as JSON to WEBHOOK_URL. The receiver may get one twice and knows it by its Idempotency-Key.
set -eu
exec curl --fail --silent --show-error --max-time 45 --output /dev/null \
    --header 'Content-Type: application/json' --header "Idempotency-Key: $RATSBERICHT_SCHLUESSEL" \
    --data-binary @- "${WEBHOOK_URL:?}"
