package org.heliograph.cms.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.publish.PublishRequest.References;
import org.heliograph.cms.publish.Schedule.Status;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.heliograph.cms.publish.Published.EN;
import static org.heliograph.cms.publish.Published.ZH;

class SchedulesTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 6, 1, 9, 0);

    @TempDir
    private Path directory;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-31T12:00:00Z"));
    private Published content;

    @BeforeEach
    void open() throws IOException, RepositoryException {
        content = Published.open(directory, clock);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    private Schedule schedule(Locale language, ItemId item, LocalDateTime at, ZoneId zone) throws Exception {
        return schedule(true, language, item, at.atZone(zone).toInstant(), zone);
    }

    private Schedule schedule(boolean publishes, Locale language, ItemId item, Instant at, ZoneId zone)
            throws Exception {
        return content.schedules()
                .add(
                        Caller.HOST,
                        new Schedule.Action(publishes, Set.of(language), false, false, References.LEAVE),
                        List.of(item),
                        at,
                        zone);
    }

    private Schedule now(Schedule schedule) throws RepositoryException {
        return content.schedules().find(Caller.HOST, schedule.id()).orElseThrow();
    }

    @Test
    void eachLanguageIsPublishedAtNineInItsOwnCountry() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        schedule(ZH, book, NINE, SHANGHAI);
        schedule(EN, book, NINE, LONDON);
        assertThat(content.states().of(book).orElseThrow().languages().get(ZH).scheduled())
                .hasSize(1);

        // when, then
        clock.set(Instant.parse("2026-06-01T00:59:59Z"));
        content.schedules().runDue();
        assertThat(content.seen(book, ZH, EN)).isEmpty();
        clock.set(Instant.parse("2026-06-01T01:00:00Z"));
        content.schedules().runDue();
        assertThat(content.seen(book, ZH)).isPresent();
        assertThat(content.seen(book, EN)).isEmpty();
        clock.set(Instant.parse("2026-06-01T08:00:00Z"));
        content.schedules().runDue();
        assertThat(content.seen(book, EN)).isPresent();
    }

    @Test
    void whatWasDueWhileTheHostWasDownIsDoneOnceAfterTheStart() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        Schedule made = schedule(ZH, book, NINE, SHANGHAI);

        // when
        clock.advance(Duration.ofDays(30));
        content.restart();
        content.schedules().runDue();

        // then
        assertThat(content.seen(book, ZH)).isPresent();
        assertThat(now(made).status()).isEqualTo(Status.DONE);
        content.unpublish(Set.of(), book);
        content.schedules().runDue();
        content.restart();
        content.schedules().runDue();
        assertThat(content.seen(book, ZH)).isEmpty();
    }

    @Test
    void aClockThatJumpsBackDoesNothingTwice() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        schedule(ZH, book, NINE, SHANGHAI);
        clock.advance(Duration.ofDays(2));
        content.schedules().runDue();
        content.unpublish(Set.of(), book);

        // when
        clock.set(Instant.parse("2026-05-31T12:00:00Z"));
        content.schedules().runDue();
        clock.advance(Duration.ofDays(2));
        content.schedules().runDue();

        // then
        assertThat(content.seen(book, ZH)).isEmpty();
    }

    @Test
    void whatAKilledProcessDidCountsAsDone() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        Schedule made = schedule(ZH, book, NINE, SHANGHAI);
        clock.advance(Duration.ofDays(2));
        Marks.Mark mark = new Marks.Mark(Map.of(book, ""), clock.instant(), "jane", true, made.id());
        content.edit(ContentRepository.PUBLISHED, session -> new Marks(content.repository()).add(session, mark));

        // when
        content.restart();
        content.schedules().runDue();

        // then
        assertThat(now(made).status()).isEqualTo(Status.DONE);
        assertThat(content.seen(book, ZH)).isEmpty();
    }

    @Test
    void whatIsCancelledIsNotDone() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        Schedule made = schedule(ZH, book, NINE, SHANGHAI);

        // when
        content.schedules().cancel(Caller.HOST, made.id());

        // then
        clock.advance(Duration.ofDays(2));
        content.schedules().runDue();
        assertThat(content.seen(book, ZH)).isEmpty();
        assertThat(now(made).status()).isEqualTo(Status.CANCELLED);
        assertThat(catchThrowableOfType(
                                NotPublishedException.class,
                                () -> content.schedules().cancel(Caller.HOST, made.id()))
                        .obstacles())
                .extracting(Obstacle::id)
                .containsExactly("schedule-over");
    }

    @Test
    void aFailureIsKeptWithItsReason() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        Schedule made = schedule(ZH, book, NINE, SHANGHAI);
        content.set(book, "title_zh", "");

        // when
        clock.advance(Duration.ofDays(2));
        content.schedules().runDue();
        content.restart();

        // then
        assertThat(now(made).status()).isEqualTo(Status.FAILED);
        assertThat(now(made).obstacles())
                .containsExactly(new Obstacle("field-empty", "books", "/a", "/title/zh", "zh", List.of()));
        assertThat(content.schedules().list(Caller.HOST)).containsExactly(now(made));
    }

    @Test
    void theRightsOfThatTimeCount() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        ItemId other = content.book("/", "b");
        Schedule disabled = schedule(ZH, book, NINE, SHANGHAI);
        content.use(name -> Optional.empty());

        // when
        clock.advance(Duration.ofDays(2));
        content.schedules().runDue();

        // then
        assertThat(now(disabled).obstacles()).extracting(Obstacle::id).containsExactly("schedule-user-gone");
        clock.set(Instant.parse("2026-05-31T12:00:00Z"));
        Schedule demoted = schedule(ZH, other, NINE, SHANGHAI);
        content.use(name -> Optional.of(Caller.NOBODY));
        clock.advance(Duration.ofDays(2));
        content.schedules().runDue();
        assertThat(now(demoted).status()).isEqualTo(Status.FAILED);
        assertThat(content.seen(other, ZH)).isEmpty();
    }

    @Test
    void somethingIsTakenBackAtATime() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.publish(Set.of(), book);
        schedule(false, EN, book, NINE.atZone(LONDON).toInstant(), LONDON);

        // when
        clock.advance(Duration.ofDays(2));
        content.schedules().runDue();

        // then
        assertThat(content.seen(book, EN)).isEmpty();
        assertThat(content.seen(book, ZH)).isPresent();
    }

    @Test
    void aTimeThatIsOverIsRefused() throws Exception {
        // given
        ItemId book = content.book("/", "a");

        // when
        NotPublishedException refused = catchThrowableOfType(
                NotPublishedException.class, () -> schedule(true, ZH, book, clock.instant(), SHANGHAI));

        // then
        assertThat(refused.obstacles()).extracting(Obstacle::id).containsExactly("schedule-time-wrong");
    }
}
