package org.heliograph.cms.publish;

import javax.jcr.RepositoryException;

/** Ends work in a session because of an obstacle, so that nothing of it is saved. */
final class Obstructed extends RepositoryException {

    private static final long serialVersionUID = 1L;

    private final transient Obstacle obstacle;

    Obstructed(Obstacle obstacle) {
        super(obstacle.toString());
        this.obstacle = obstacle;
    }

    Obstacle obstacle() {
        return obstacle;
    }
}
