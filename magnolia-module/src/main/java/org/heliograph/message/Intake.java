package org.heliograph.message;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.jcr.RepositoryException;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.message.Message.Spam;
import org.heliograph.message.Message.Verdict;
import org.heliograph.spam.Attempt;
import org.heliograph.spam.Judgement;
import org.heliograph.spam.Judgement.Decision;
import org.heliograph.spam.Shield;

/**
 * Takes messages in: has them judged and stored, each once, even if it is sent again with the same key. One for a
 * repository; its writer runs until it is closed.
 */
public final class Intake implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    /** For the first of several that came with one key; it waits for the store itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Shield shield;
    private final Inbox inbox;
    private final Repeats repeats;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, UnderWay> underWay = new ConcurrentHashMap<>();

    /** What is being stored with a key. */
    private record UnderWay(String content, CompletableFuture<String> receipt) {}

    /**
     * @param secret hides keys of repeats; at least 16 bytes, the same after a restart
     */
    public Intake(
            ContentSessions sessions,
            Finder finder,
            Shield shield,
            MessageSettings settings,
            byte[] secret,
            Clock clock) {
        this.shield = shield;
        this.inbox = new Inbox(sessions, finder, settings, clock);
        this.repeats = new Repeats(sessions, finder, secret);
    }

    /**
     * Stores a message.
     *
     * @param key by which its sender knows it again
     * @param address of its sender
     * @return its receipt number; it is on disk
     * @throws RefusedException if it is not stored, with the reason
     */
    String accept(Submission submission, Optional<String> key, String address) throws RefusedException {
        if (key.isEmpty()) {
            return judgeAndStore(submission, Optional.empty(), address);
        }
        RepeatKey repeat = repeats.of(key.get(), submission.content());
        UnderWay mine = new UnderWay(repeat.content(), new CompletableFuture<>());
        UnderWay first = underWay.putIfAbsent(repeat.key(), mine);
        return first == null ? acceptFirst(submission, repeat, mine, address) : join(first, repeat);
    }

    private String acceptFirst(Submission submission, RepeatKey repeat, UnderWay mine, String address)
            throws RefusedException {
        try {
            if (inbox.isWriting(repeat.key())) {
                // Its first sender lost patience, but not the writer.
                throw RefusedException.later(503, "busy", RETRY_AFTER);
            }
            Optional<String> before = repeats.find(repeat);
            String receipt =
                    before.isPresent() ? before.get() : judgeAndStore(submission, Optional.of(repeat), address);
            mine.receipt().complete(receipt);
            return receipt;
        } catch (RefusedException e) {
            mine.receipt().completeExceptionally(e);
            throw e;
        } catch (RepositoryException e) {
            throw RefusedException.later(503, "unavailable", RETRY_AFTER);
        } finally {
            // After it is stored, so that whoever comes next finds it there.
            underWay.remove(repeat.key(), mine);
            mine.receipt().completeExceptionally(RefusedException.later(503, "unavailable", RETRY_AFTER));
        }
    }

    private static String join(UnderWay first, RepeatKey repeat) throws RefusedException {
        Repeats.requireSame(repeat.content(), first.content());
        try {
            return first.receipt().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RefusedException refusal
                    ? refusal.again()
                    : RefusedException.later(503, "unavailable", RETRY_AFTER);
        } catch (TimeoutException e) {
            throw RefusedException.later(503, "busy", RETRY_AFTER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedException.later(503, "busy", RETRY_AFTER);
        }
    }

    private String judgeAndStore(Submission submission, Optional<RepeatKey> repeat, String address)
            throws RefusedException {
        Judgement judgement = shield.judge(attempt(submission, address));
        if (judgement.decision() == Decision.REFUSE) {
            throw RefusedException.later(429, "too-many", judgement.retryAfter().orElse(RETRY_AFTER));
        }
        boolean held = judgement.decision() == Decision.HOLD;
        Spam spam = new Spam(
                held, judgement.score(), judgement.reasons(), held ? Verdict.SUSPECT : Verdict.CLEAN, Optional.empty());
        Message draft = submission.message().with(spam).with(Receipt.random(random));
        return inbox.put(draft, repeat).receipt();
    }

    private static Attempt attempt(Submission submission, String address) {
        Message message = submission.message();
        return new Attempt(
                message.receivedAt(),
                address,
                message.locale(),
                message.sender().name(),
                message.sender().company().orElse(""),
                submission.contacts(),
                message.text(),
                submission.honeypot(),
                submission.token(),
                submission.solution(),
                submission.script());
    }

    /** Stores what waits, and takes nothing more. */
    @Override
    public void close() {
        inbox.close();
    }
}
