#!/bin/sh
# A whole session with the command, on a table of one's own: look, train, score, predict, explain, search.
# It writes into the folder where it is started. AKARI names the command, if it is not npx akari.
set -eu
here=$(CDPATH= cd "$(dirname "$0")" && pwd)
akari=${AKARI:-npx akari}

step() {
  printf '\n\033[1m%s\033[0m\n' "$1"
}

step "What is in the table? Kinds of columns, missing cells, what to watch out for."
$akari data "$here/houses.csv"

step "Train on it. What is to be predicted is the last column; a part is kept for the test."
$akari train "$here/houses.csv" --out houses.safetensors --log epochs.csv

step "How good is it, on the part that it has not seen?"
$akari evaluate houses.safetensors "$here/houses.csv"

step "Predict the rows of another file, and keep them as a table."
$akari predict houses.safetensors "$here/new.csv" --csv > predicted.csv
cat predicted.csv

step "Explain: the neurons that the first row lights up, and one page of scores, mistakes and what matters most."
$akari trace houses.safetensors "$here/new.csv"
$akari report houses.safetensors "$here/houses.csv" --out houses.html

step "Would other settings do better? Six are tried, and the best is trained and scored."
$akari search "$here/houses.csv" --over 'lr=0.003..0.03,layers=8|16' --trials 6 --out searched.safetensors
