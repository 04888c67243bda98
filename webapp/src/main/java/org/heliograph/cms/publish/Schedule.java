package org.heliograph.cms.publish;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Something that is to be published or taken back at a time.
 *
 * @param id of the schedule
 * @param action what is to be done
 * @param items to what
 * @param at when
 * @param zone in which the time was given
 * @param by user who wants it, with whose rights it is done
 * @param status what became of it
 * @param finished when it ended
 * @param obstacles why it failed; empty unless it did
 */
public record Schedule(
        String id,
        Action action,
        List<ItemId> items,
        Instant at,
        ZoneId zone,
        String by,
        Status status,
        Optional<Instant> finished,
        List<Obstacle> obstacles) {

    /** What became of it. */
    public enum Status {
        WAITING,
        DONE,
        FAILED,
        CANCELLED
    }

    /**
     * What is to be done.
     *
     * @param publishes or else takes back
     * @param languages none for all of the site
     * @param withBelow as for a request that is carried out at once
     * @param withParents likewise; of no meaning for what is taken back
     * @param references likewise
     */
    public record Action(
            boolean publishes,
            Set<Locale> languages,
            boolean withBelow,
            boolean withParents,
            PublishRequest.References references) {

        PublishRequest publishing(List<ItemId> items) {
            return new PublishRequest(items, languages, withBelow, withParents, references, "");
        }

        UnpublishRequest takingBack(List<ItemId> items) {
            return new UnpublishRequest(items, languages, withBelow);
        }
    }

    boolean isWaiting() {
        return status == Status.WAITING;
    }

    Schedule ended(Status how, Instant when, List<Obstacle> reasons) {
        return new Schedule(id, action, items, at, zone, by, how, Optional.of(when), List.copyOf(reasons));
    }
}
