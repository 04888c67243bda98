package org.heliograph.cms.publish;

import java.util.List;
import java.util.stream.Collectors;

/** Nothing was published or taken back, because something stands against it. */
public final class NotPublishedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Obstacle> obstacles;

    NotPublishedException(List<Obstacle> obstacles) {
        super(obstacles.stream().map(Obstacle::toString).collect(Collectors.joining("; ")));
        this.obstacles = List.copyOf(obstacles);
    }

    /** All that stands against it. */
    public List<Obstacle> obstacles() {
        return obstacles;
    }
}
