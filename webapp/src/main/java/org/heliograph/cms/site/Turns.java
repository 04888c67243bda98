package org.heliograph.cms.site;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Lets few pages be made at once and each for a limited time, on threads of their own: scripts that are slow, or never end,
 * take nothing from whoever asks for something else.
 */
final class Turns implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final Duration longest;

    /**
     * @param atOnce pages that are made at a time
     * @param waiting pages that may wait for their turn
     * @param longest time from the question to the answer
     */
    Turns(int atOnce, int waiting, Duration longest) {
        AtomicInteger number = new AtomicInteger();
        this.longest = longest;
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(waiting),
                work -> new PageThread(work, "page-" + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
    }

    /** No page can be made now. */
    static final class BusyException extends Exception {

        private static final long serialVersionUID = 1L;

        BusyException(String message) {
            super(message);
        }
    }

    /** Work that can be told to stop. */
    private static final class Work<T> extends FutureTask<T> {

        private volatile boolean stopped;

        Work(Callable<T> callable) {
            super(callable);
        }

        @Override
        public void run() {
            PageThread thread = (PageThread) Thread.currentThread();
            thread.work = this;
            try {
                super.run();
            } finally {
                thread.work = null;
            }
        }
    }

    /**
     * Seems to be interrupted when its work has to stop, which loops of scripts look for. It is not interrupted in fact: that
     * would close files that others read too.
     */
    private static final class PageThread extends Thread {

        private volatile @Nullable Work<?> work;

        PageThread(Runnable runnable, String name) {
            super(runnable, name);
            setDaemon(true);
        }

        @Override
        public boolean isInterrupted() {
            Work<?> now = work;
            return now != null && now.stopped || super.isInterrupted();
        }
    }

    /**
     * Makes a page.
     *
     * @throws BusyException if that takes too long, or too many others wait
     * @throws ExecutionException if the work fails
     */
    <T> T take(Callable<T> making) throws BusyException, ExecutionException {
        Map<String, String> context = MDC.getCopyOfContextMap();
        Work<T> work = new Work<>(() -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            try {
                return making.call();
            } finally {
                MDC.clear();
            }
        });
        try {
            threads.execute(work);
            return work.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new BusyException("Too many pages are being made");
        } catch (TimeoutException e) {
            throw new BusyException("The page is not ready after " + longest.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException("The host is stopping");
        } finally {
            work.stopped = true;
            threads.remove(work);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
