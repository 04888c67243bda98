package org.heliograph.cms.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bodies that clients have not taken yet. Beyond a share of the memory those that wait longest give way: their
 * connections are closed.
 */
final class PendingBodies {

    private final long limit;
    /** Bytes by body, in the order of their last progress. */
    private final Map<Body, Integer> waiting = new LinkedHashMap<>();

    private long bytes;

    /** @param limit bytes of all of them together */
    PendingBodies(long limit) {
        this.limit = limit;
    }

    /** Takes note that a body waits for its client, which may have taken something of it just now. */
    void waits(Body body, int length) {
        longestWaiting(body, length).forEach(Body::cutOff);
    }

    private synchronized List<Body> longestWaiting(Body body, int length) {
        remove(body);
        waiting.put(body, length);
        bytes += length;
        List<Body> giveWay = new ArrayList<>();
        for (Body each : List.copyOf(bytes > limit ? waiting.keySet() : List.of())) {
            if (bytes > limit && each != body) {
                remove(each);
                giveWay.add(each);
            }
        }
        return giveWay;
    }

    /** Takes note that a body is no longer held for its client. */
    synchronized void remove(Body body) {
        Integer length = waiting.remove(body);
        bytes -= length == null ? 0 : length;
    }
}
