#!/bin/sh
# Trains variants of the trunk on one accelerator, one after another, lets the Oxford network judge them and puts what is
# worth keeping into a folder: networks in parts of 15 MiB (join with `cat NAME.part.* > NAME.safetensors`), and records.tar.
#
#   gpu_run.sh OUT SECONDS PAIRS VARIANT...
#
# SECONDS are of training, for each variant; PAIRS is `few` (three pairs, fewer tries, also random filters) or `all`.
# JUDGED  folder with oxford.safetensors, golden_gate.jpg, hoovertowernight.jpg, starry_night.jpg, the_scream.jpg, shipwreck.jpg
# TRAIN   further arguments of train.py
# JUDGE   further arguments of judge.py
# PYTHON  interpreter
# WORK    folder for what is not kept
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
out=$1 seconds=$2 pairs=$3
shift 3
judged=${JUDGED:?folder with the pictures and the Oxford network} python=${PYTHON:-python3} work=${WORK:-/tmp/trunks}
shipped=$here/../src/main/resources/sc/fiji/styletransfer/weights/vgg19-builtin.safetensors
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONUNBUFFERED=1
mkdir -p "$out" "$work/judged"

variant() {
  case $1 in
    scratch) echo "" ;;
    robust) echo "--robust 0.01" ;;
    lively) echo "--offsets 0.3 0.3" ;;
    shipped) echo "--start $shipped --offsets 0.3 1" ;;
    shipped-robust) echo "--start $shipped --offsets 0.3 1 --robust 0.01" ;;
    *) echo "Unknown variant $1" >&2; exit 2 ;;
  esac
}

networks=
for name in "$@"
do
  rm -rf "${work:?}/$name"
  mkdir -p "$work/$name"
  echo "== $name: $(variant "$name")"
  # shellcheck disable=SC2046,SC2086
  timeout -k 5 "$((seconds + 75))" "$python" "$here/train.py" --out "$work/$name" --seconds "$seconds" $(variant "$name") \
    ${TRAIN:-} 2>&1
  if [ ! -f "$work/$name/network.safetensors" ] && [ -f "$work/$name/trunk.pt" ]
  then timeout 60 "$python" "$here/export.py" "$work/$name/trunk.pt" "$work/$name/network.safetensors" --pictures 16
  fi
  if [ -f "$work/$name/network.safetensors" ]
  then
    networks="$networks $work/$name/network.safetensors"
    if [ "$pairs" = all ]; then split -d -b 15m "$work/$name/network.safetensors" "$out/$name.part."; fi
  fi
done

contents="$judged/golden_gate.jpg" also=random tries=3
if [ "$pairs" = all ]
then contents="$contents $judged/hoovertowernight.jpg $here/../test-images/scene.png" also='' tries=4
fi
# shellcheck disable=SC2086
timeout -k 5 "${JUDGE_SECONDS:-150}" "$python" "$here/judge.py" $networks "$shipped" $also --content $contents \
  --style "$judged/starry_night.jpg" "$judged/the_scream.jpg" "$judged/shipwreck.jpg" \
  --oxford "$judged/oxford.safetensors" --out "$work/judged" --tries $tries ${JUDGE:-} 2>&1
tar -cf "$out/records.tar" -C "$work" --exclude '*.pt' --exclude '*.safetensors' .
ls -l "$out"
