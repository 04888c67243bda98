package org.heliograph.spam;

import java.time.Instant;
import java.util.List;

/**
 * What the shield has learned. Features are hashed with the shield's key, so that they cannot be told back to words.
 *
 * @param revision number of the state in force; 0 if nothing has been learned yet
 * @param strongest the features with the largest weights, at most 100
 * @param revisions states that can be rolled back to, the newest first
 */
public record Weights(long revision, List<Weight> strongest, List<Revision> revisions) {

    /**
     * Weight of a feature.
     *
     * @param feature its number
     * @param value in thousandths; above zero for spam
     */
    public record Weight(int feature, int value) {}

    /**
     * A state of the weights.
     *
     * @param number counts up from 1 and is never used again
     * @param at when it came about
     * @param by user name of the moderator
     * @param basis number of the state that it came from; for one that was rolled back, the one whose weights it has
     * @param spam how many messages it has learned as spam in all
     * @param real how many it has learned as real in all
     * @param features how many have a weight other than zero
     */
    public record Revision(long number, Instant at, String by, long basis, int spam, int real, int features) {}
}
