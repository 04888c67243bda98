package org.heliograph.moderation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.jcr.RepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of the desk. What they do reads its clock and the repository, so that it can be done without them, too. */
final class BackgroundWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A job that a failure does not end. */
    @FunctionalInterface
    interface Job {
        void run() throws RepositoryException;
    }

    private record Named(String name, Duration pause, Job job) {}

    private final List<Named> jobs;
    private final ScheduledExecutorService threads;

    BackgroundWork(
            ReplyMail replies,
            Notifications notifications,
            WebhookQueue webhooks,
            Erasure erasure,
            Retention retention) {
        this.jobs = List.of(
                new Named("sending replies", Duration.ofSeconds(5), replies::sendDue),
                new Named("telling moderators", Duration.ofSeconds(10), notifications::tell),
                new Named("sending webhooks", Duration.ofSeconds(5), () -> webhooks.sendDue(20)),
                new Named("finishing erasures", Duration.ofSeconds(15), erasure::finish),
                new Named("looking for what is to be erased", Duration.ofMinutes(10), retention::runDaily));
        // A mail server or receiver that hangs must not keep the other jobs waiting.
        this.threads = Executors.newScheduledThreadPool(jobs.size(), work -> {
            Thread thread = new Thread(work, "messages");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        for (Named each : jobs) {
            threads.scheduleWithFixedDelay(
                    () -> run(each), each.pause().toMillis(), each.pause().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Does what is due now, in the calling thread. */
    void runDue() {
        jobs.forEach(BackgroundWork::run);
    }

    private static void run(Named each) {
        try {
            each.job().run();
        } catch (RepositoryException e) {
            // A repository that is away is so for long, and each job comes round often.
            LOG.error("{} failed, and is tried again: {}", each.name(), e.toString());
        } catch (RuntimeException e) {
            LOG.error("{} failed, and is tried again", each.name(), e);
        }
    }

    /** Lets what is under way end: an interrupted write could break the store. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Work on messages goes on after {}", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
