package org.heliograph.cms.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that hold connections: others are answered meanwhile, and the memory of 512 MB suffices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class SlowClientsIT {

    private static final Logger LOG = LoggerFactory.getLogger(SlowClientsIT.class);
    private static final int SLOW = 10_000;
    /** More than the server has threads. */
    private static final int STALLED = 400;

    private static final String TOPICS = "/.rest/delivery/topics/v1";

    private Host host;

    @BeforeAll
    void startHost() {
        host = Host.builder().start();
        for (int i = 0; i < 40; i++) {
            NodeBody topic = new NodeBody("long-" + i, "hg:topic").with("title", "储能 ".repeat(20_000));
            assertThat(host.superuser().create("topics", "", topic).status()).isEqualTo(200);
        }
    }

    @AfterAll
    void endHost() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void tenThousandHalfSentRequestsKeepNobodyElseWaiting() throws IOException {
        List<SocketChannel> slow = new ArrayList<>();
        try {
            openUpTo(SLOW, slow, "GET " + TOPICS + " HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            LOG.info("{} slow connections", slow.size());

            assertOthersAreAnswered();
        } finally {
            close(slow);
        }
        assertOthersAreAnswered();
    }

    @Test
    void moreClientsThatDoNotReadThanThreadsKeepNobodyElseWaiting() throws IOException {
        // given
        String request = "GET " + TOPICS + "?limit=40 HTTP/1.1\r\nHost: a\r\n\r\n";
        assertThat(host.anonymous().get(TOPICS + "?limit=40").body()).hasSizeGreaterThan(3_000_000);
        List<SocketChannel> stalled = new ArrayList<>();
        try {
            // when
            openUpTo(STALLED, stalled, request.repeat(3));

            // then
            assertOthersAreAnswered();
        } finally {
            close(stalled);
        }
        assertOthersAreAnswered();
        assertThat(host.output().error()).doesNotContain("OutOfMemoryError");
    }

    @Test
    void distinctAnswersThatNobodyReadsDoNotFillTheMemory() throws IOException {
        List<SocketChannel> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < STALLED / 2; i++) {
                String query = "?limit=40&title[ne]=" + i;
                openUpTo(i + 1, stalled, "GET " + TOPICS + query + " HTTP/1.1\r\nHost: a\r\n\r\n");
            }

            assertOthersAreAnswered();
        } finally {
            close(stalled);
        }
        assertOthersAreAnswered();
        assertThat(host.output().error()).doesNotContain("OutOfMemoryError");
    }

    private void assertOthersAreAnswered() {
        for (int i = 0; i < 20; i++) {
            Answer answer = host.anonymous().get(TOPICS + "?limit=1&fields=code");
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json().path("total").intValue()).isEqualTo(40);
        }
    }

    /** As many as this process may have open, if that is fewer. */
    private void openUpTo(int count, List<SocketChannel> opened, String text) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(host.uri().getHost(), host.uri().getPort());
        while (opened.size() < count) {
            SocketChannel channel;
            try {
                channel = SocketChannel.open();
            } catch (IOException e) {
                LOG.warn("Only {} connections of {}: {}", opened.size(), count, e.getMessage());
                close(opened.subList(Math.max(0, opened.size() - 100), opened.size()));
                return;
            }
            opened.add(channel);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            channel.connect(address);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static void close(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
