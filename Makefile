JAVA_HOME := $(shell scripts/find-jdk)
export JAVA_HOME
# Maven's own libraries make newer JDKs print warnings that nobody here can act on.
export MAVEN_OPTS += $(shell "$(JAVA_HOME)/bin/java" --sun-misc-unsafe-memory-access=allow -version >/dev/null 2>&1 \
  && echo --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)
MVN := mvn -B -ntp $(MAVEN_ARGS)
# Only warnings, errors and the lines in which Surefire counts the tests.
QUIET := -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info

.PHONY: help test install demo game sim faults bench bench-engines format clean jdk

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

test: jdk ## every test and every check
	@$(MVN) $(QUIET) verify
	@scripts/no-skipped

install: jdk ## put the modules into the local Maven repository, for builds of yours
	@$(MVN) -q -Dquick -DskipTests install

demo: jdk ## the store at work in one minute, on this machine
	@$(MVN) -q -Dquick -pl cli -am process-classes && touch cli/target/quick/classpath.txt
	@scripts/latchkey demo

game: jdk ## real game servers and real clients on one store
	@scripts/game

sim: jdk ## simulate: SEEDS=how many, SEED=this one only, TRACE=1 prints each step
	@$(MVN) -q -Dquick -pl simulation -am process-classes && touch simulation/target/quick/classpath.txt
	@scripts/run-main simulation dev.latchkey.simulation.Main \
	  $(if $(SEEDS),--seeds $(SEEDS)) $(if $(SEED),--seed $(SEED)) $(if $(TRACE),--trace)

faults: jdk ## break real databases under the demo's players: FAULTS='--only FAULT --engine ENGINE'
	@$(MVN) -q -Dquick -pl faults -am process-classes && touch faults/target/quick/classpath.txt
	@scripts/run-main faults dev.latchkey.faults.Faults $(FAULTS)

bench: jdk ## measure throughput and latency
	@$(MVN) -q -Dquick -pl bench -am process-classes && touch bench/target/quick/classpath.txt
	@scripts/run-main bench dev.latchkey.bench.Main

bench-engines: jdk ## the same on databases that it starts itself, beside other libraries
	@$(MVN) -q -Dquick -pl bench-engines -am process-classes && touch bench-engines/target/quick/classpath.txt
	@scripts/run-main bench-engines dev.latchkey.bench.engines.Main

format: jdk ## put every source into the house format
	@$(MVN) -q -pl '!bom' spotless:apply

clean: jdk ## remove everything that was built
	@$(MVN) -q clean

jdk:
	@test -n "$(JAVA_HOME)"
