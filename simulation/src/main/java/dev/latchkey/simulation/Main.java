package dev.latchkey.simulation;

/** Runs simulations from the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        long from = Long.parseLong(args[0]);
        long to = Long.parseLong(args[1]);
        boolean trace = args.length > 2;
        int failing = 0;
        long lines = 0;
        for (long seed = from; seed <= to; seed++) {
            Run run = Run.of(seed, trace ? System.out::println : line -> {});
            lines += run.lines();
            if (run.failed()) {
                failing++;
                System.out.println("seed=" + seed + " " + run.mode() + " oracle=" + run.oracle() + " " + run.message());
            }
        }
        System.out.println("failing " + failing + " lines " + lines);
    }
}
