#!/usr/bin/env bash
# Takes the screenshots of ImageJ in docs/images, on a display of its own.
# Requires Xvfb, the window manager openbox (Debian: apt-get install xvfb openbox), a JDK and Maven.
# Usage: docs/screenshots.sh [ITERATIONS]
# The dialog selects the network: VGG19 (ImageNet) if the file is present, otherwise the built-in one.
set -euo pipefail
cd "$(dirname "$0")/.."
iterations="${1:-49}"

mvn -q -DskipTests -Down-platform package
mvn -q dependency:copy-dependencies -DincludeArtifactIds=ij -DoutputDirectory=target/ij
ij=$(echo target/ij/ij-*.jar)

display=:$((RANDOM % 1000 + 100))
Xvfb "$display" -screen 0 1440x1000x24 -nolisten tcp &
trap 'kill $(jobs -p)' EXIT
sleep 2
export DISPLAY="$display"
openbox &
# Waiting threads must not occupy the cores of working ones.
export OMP_WAIT_POLICY=PASSIVE
sleep 1
java -Dplugins.dir=target/ImageJ -Duser.home="$PWD/target/home" -cp "$ij:target/test-classes" \
	sc.fiji.styletransfer.demo.Screenshots \
	test-images/scene.png test-images/swirls.png docs/images "$iterations"
