package org.heliograph.moderation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.host.Audit;
import org.heliograph.host.Caller;
import org.heliograph.message.ConflictException;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Reply;
import org.heliograph.message.Messages;
import org.heliograph.message.NoSuchMessageException;
import org.heliograph.message.TransitionException;
import org.heliograph.moderation.Action.Turn;
import org.heliograph.spam.Lesson;
import org.heliograph.spam.Shield;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what moderators do, the same for REST and for commands of a host. Each change is one save, and is audited before
 * it is acknowledged. Whether somebody is a moderator at all is the callers' business.
 */
public final class Moderation {

    /** Messages that are changed at once at most. */
    public static final int MOST_AT_ONCE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Moderation.class);

    private final Messages messages;
    private final Erasure erasure;
    private final ReplyMail replyMail;
    private final Shield shield;
    private final Audit audit;
    private final Clock clock;

    Moderation(Messages messages, Erasure erasure, ReplyMail replyMail, Shield shield, Audit audit, Clock clock) {
        this.messages = messages;
        this.erasure = erasure;
        this.replyMail = replyMail;
        this.shield = shield;
        this.audit = audit;
        this.clock = clock;
    }

    /** One of several messages, as the caller has seen it. */
    public record Seen(String id, long revision) {}

    /**
     * What became of one of several messages.
     *
     * @param now the message as it is now; empty if it was erased, or there is none
     * @param problem why nothing was done, as a stable id; empty if it was done
     */
    public record Outcome(String id, Optional<Message> now, Optional<String> problem) {}

    /** The actions that somebody could do to a message as it stands. */
    public Set<Action> possible(Caller caller, Message message) {
        Set<Action> possible = EnumSet.noneOf(Action.class);
        for (Action action : Action.values()) {
            if (check(caller, message, action).isEmpty()) {
                possible.add(action);
            }
        }
        return possible;
    }

    /** Why an action cannot be done to a message as it stands: a stable id; empty if it can. */
    public Optional<String> check(Caller caller, Message message, Action action) {
        boolean isKept = action == Action.ERASE && message.retention().legalHold();
        return isKept && !caller.isAdministrator() ? Optional.of("legal-hold") : action.obstacle(message);
    }

    /**
     * Does something to a message.
     *
     * @param revision that the caller has seen
     * @return the message as it is now; empty if it was erased
     * @throws NoSuchMessageException if there is no such message
     * @throws ConflictException if it has another revision by now
     * @throws ImpossibleException if it cannot be done to the message as it stands
     * @throws RepositoryException if it cannot be stored
     */
    public Optional<Message> execute(Caller caller, Seen seen, Action action, Given given)
            throws NoSuchMessageException, ConflictException, RepositoryException {
        List<Lesson> lessons = new ArrayList<>();
        Optional<Message> after = change(caller, seen, action, given, lessons);
        learn(lessons, caller);
        return after;
    }

    /**
     * Does the same to several messages, each for itself.
     *
     * @throws IllegalArgumentException if there are more than {@value #MOST_AT_ONCE}, or the action is not for several
     */
    public List<Outcome> executeAll(Caller caller, List<Seen> all, Action action, Given given) {
        if (all.size() > MOST_AT_ONCE || !action.isBulk()) {
            throw new IllegalArgumentException(action + " of " + all.size() + " messages at once");
        }
        List<Lesson> lessons = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Seen seen : all) {
            outcomes.add(attempt(caller, seen, action, given, lessons));
        }
        learn(lessons, caller);
        return List.copyOf(outcomes);
    }

    private Outcome attempt(Caller caller, Seen seen, Action action, Given given, List<Lesson> lessons) {
        try {
            return new Outcome(seen.id(), change(caller, seen, action, given, lessons), Optional.empty());
        } catch (NoSuchMessageException e) {
            return new Outcome(seen.id(), Optional.empty(), Optional.of("not-found"));
        } catch (ConflictException e) {
            return new Outcome(seen.id(), Optional.of(e.current()), Optional.of("conflict"));
        } catch (ImpossibleException e) {
            return new Outcome(seen.id(), Optional.empty(), Optional.of(e.id()));
        } catch (RepositoryException e) {
            LOG.error("Message {} cannot be changed", seen.id(), e);
            return new Outcome(seen.id(), Optional.empty(), Optional.of("unavailable"));
        }
    }

    private Optional<Message> change(Caller caller, Seen seen, Action action, Given given, List<Lesson> lessons)
            throws NoSuchMessageException, ConflictException, RepositoryException {
        if (action == Action.ERASE) {
            erase(caller, seen, given);
            return Optional.empty();
        }
        Optional<String> mail =
                action == Action.REPLY ? messages.find(seen.id()).flatMap(replyMail::newId) : Optional.empty();
        Turn turn = new Turn(caller.name(), clock.instant(), mail);
        Message after;
        try {
            after = messages.change(
                    seen.id(),
                    seen.revision(),
                    before -> {
                        require(check(caller, before, action));
                        return action.apply(before, given, turn);
                    },
                    (session, stored) -> {
                        if (action == Action.REPLY) {
                            replyMail.queue(session, stored, last(stored));
                        }
                    });
        } catch (TransitionException e) {
            throw new ImpossibleException("transition");
        }
        audit.record(caller.name(), "message-" + action.word(), Messages.WORKSPACE + ":" + after.path());
        if (action.isVerdict()) {
            lessons.add(new Lesson(after.text(), action == Action.SPAM));
        }
        return Optional.of(after);
    }

    private static void require(Optional<String> obstacle) {
        obstacle.ifPresent(id -> {
            throw new ImpossibleException(id);
        });
    }

    private static Reply last(Message message) {
        List<Reply> replies = message.handling().replies();
        return replies.get(replies.size() - 1);
    }

    /** A message that changes after the check has another revision than was seen, and is not erased. */
    private void erase(Caller caller, Seen seen, Given given)
            throws NoSuchMessageException, ConflictException, RepositoryException {
        Optional<Message> message = messages.find(seen.id()).filter(found -> found.revision() == seen.revision());
        message.ifPresent(found -> require(check(caller, found, Action.ERASE)));
        erasure.erase(seen.id(), seen.revision(), caller.name(), given.cause("reason"));
    }

    /** The verdict stands even if the shield cannot learn from it. */
    private void learn(List<Lesson> lessons, Caller caller) {
        if (lessons.isEmpty()) {
            return;
        }
        try {
            shield.learn(lessons, caller.name());
        } catch (RepositoryException e) {
            LOG.error("The shield cannot learn from {} verdicts", lessons.size(), e);
        }
    }
}
