package dev.latchkey.cli.internal.demo;

import java.util.List;

/** What happens to the servers while the crowd plays; when it is over, the players go home. */
public interface Trouble {
    /** Takes as long as the crowd is to play. Leaves every server running. */
    void come(List<Backend> servers, Board board) throws InterruptedException;
}
