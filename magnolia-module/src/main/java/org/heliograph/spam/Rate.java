package org.heliograph.spam;

import java.time.Duration;
import java.time.Instant;

/** How many came lately: each counts one, and less as time goes by. In a steady stream, as many as come in the time given. */
final class Rate {

    private final double fade;
    private double count;
    private long at;

    Rate(Duration time) {
        this.fade = time.toMillis();
    }

    synchronized double add(Instant now) {
        count = count(now) + 1;
        at = Math.max(at, now.toEpochMilli());
        return count;
    }

    synchronized double count(Instant now) {
        return count * Math.exp(-Math.max(0, now.toEpochMilli() - at) / fade);
    }

    synchronized void reset() {
        count = 0;
    }
}
