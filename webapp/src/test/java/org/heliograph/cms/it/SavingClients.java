package org.heliograph.cms.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that create and change topics in one folder until the host goes away, and remember what it acknowledged. */
final class SavingClients {

    private final Client http;
    private final String folder;
    private final Map<String, Set<String>> titles = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile boolean killExpected;

    /** @param folder path of the folder, directly below the root */
    SavingClients(Client http, String folder) {
        this.http = http;
        this.folder = folder;
    }

    String folder() {
        return folder;
    }

    /** How many writes were acknowledged so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Acknowledged topics by their unique code, each with the titles that it may have: two if the last change hangs. */
    Map<String, Set<String>> titles() {
        return titles;
    }

    /** From now on an answer may fail to come. */
    void expectKill() {
        killExpected = true;
    }

    void createFolder() {
        Answer answer = http.create("topics", "", new NodeBody(folder.substring(1), "mgnl:folder"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /**
     * Saves as fast as the host answers, every other topic twice. Returns when the host is gone.
     *
     * @param prefix of the node names, different for each thread
     */
    void saveUntilKilled(String prefix) {
        try {
            for (int i = 0; true; i++) {
                save(prefix + i, i % 2 == 0);
            }
        } catch (IOException e) {
            if (!killExpected) {
                throw new UncheckedIOException("The host went away by itself", e);
            }
        }
    }

    private void save(String name, boolean twice) throws IOException {
        String code = folder.substring(1) + "-" + name;
        NodeBody node = new NodeBody(name, "hg:topic").with("code", code);
        acknowledge(http.sendOrThrow(
                "PUT",
                "/.rest/nodes/v1/topics" + folder,
                node.with("title", "First " + code).below(folder)));
        titles.put(code, Set.of("First " + code));
        if (twice) {
            titles.put(code, Set.of("First " + code, "Second 第二 " + code));
            NodeBody change = new NodeBody(name, "hg:topic").with("title", "Second 第二 " + code);
            acknowledge(http.sendOrThrow("POST", "/.rest/nodes/v1/topics" + folder + "/" + name, change.update()));
            titles.put(code, Set.of("Second 第二 " + code));
        }
    }

    private void acknowledge(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        acknowledged.incrementAndGet();
    }
}
