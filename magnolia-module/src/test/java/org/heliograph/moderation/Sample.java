package org.heliograph.moderation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Enquiry;
import org.heliograph.message.Message.Handling;
import org.heliograph.message.Message.Origin;
import org.heliograph.message.Message.Retention;
import org.heliograph.message.Message.Sender;
import org.heliograph.message.Message.Spam;
import org.heliograph.message.Message.Verdict;
import org.heliograph.message.State;
import org.heliograph.spam.Reason;

/** Messages that no repository holds. */
final class Sample {

    static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    static final String ID = "11111111-1111-4111-8111-111111111111";

    private Sample() {}

    static Message message(State state, boolean held) {
        return message(state, held, Locale.CHINESE, "张伟", "请问瓦屋面挂钩多少钱一套？");
    }

    static Message message(State state, boolean held, Locale language, String name, String text) {
        return new Message(
                ID,
                "/2026/11/27/x",
                3,
                "7K3M-9QWX-2TBE-04HD",
                NOW,
                language,
                new Sender(
                        name,
                        Optional.empty(),
                        Optional.of("CN"),
                        Optional.of("+8613800138000"),
                        Optional.of("138 0013 8000"),
                        Optional.of("zhang@例子.测试"),
                        Optional.empty(),
                        Optional.empty()),
                new Enquiry(List.of(), Optional.empty(), Optional.empty(), Optional.empty()),
                new Origin(Optional.empty(), Optional.of("/products"), Optional.empty(), List.of()),
                text,
                List.of(),
                new Spam(
                        held,
                        held ? 100 : 0,
                        held ? List.of(new Reason("token.missing", List.of(), 100)) : List.of(),
                        held ? Verdict.SUSPECT : Verdict.CLEAN,
                        Optional.empty()),
                state,
                Handling.NONE,
                new Retention(NOW.plus(Duration.ofDays(730)), false));
    }

    /** A clock that stands still until it is moved. */
    static final class Moving extends Clock {

        private Instant now = NOW;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
