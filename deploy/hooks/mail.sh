#!/bin/sh
# Hands a message of ratsbericht to sendmail: run --notify-command deploy/hooks/mail.sh, where every recipient is an address.
# Without a script: run --mail-command sendmail. Another program than sendmail: SENDMAIL=/usr/bin/msmtp.
set -eu
[ "$RATSBERICHT_EREIGNIS" != lauf ] || exit 0
"${SENDMAIL:-sendmail}" -t -i <<MAIL
To: $RATSBERICHT_EMPFAENGER
Subject: $RATSBERICHT_BERICHT/$RATSBERICHT_ZEITRAUM: $RATSBERICHT_EREIGNIS
Message-ID: <$RATSBERICHT_SCHLUESSEL@ratsbericht>
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Zustand: $RATSBERICHT_ZUSTAND
Grund: $RATSBERICHT_GRUND
Datei: $RATSBERICHT_PDF
SHA-256: $RATSBERICHT_SHA256
Arbeitsordner: $RATSBERICHT_ARBEITSORDNER
Laufbuch: $RATSBERICHT_LAUFBUCH
MAIL
