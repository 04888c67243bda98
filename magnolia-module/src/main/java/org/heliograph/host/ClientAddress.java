package org.heliograph.host;

/** Knows from where the current request comes. Which proxies are believed is the host's business. */
@FunctionalInterface
public interface ClientAddress {

    /** IP address of the client of the request that the current thread answers, as text. */
    String current();
}
