package org.heliograph.cms.media;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Renditions: sizes, crops, formats, and that each is made once. */
class RenditionsTest {

    @TempDir
    private static Path directory;

    private static MediaRoom room;
    private static Renditions renditions;

    @BeforeAll
    static void open() throws RepositoryException, IOException {
        room = new MediaRoom(directory);
        Path temporary =
                Files.createDirectories(directory.resolve("media/temporary")).toAbsolutePath();
        DecodingBudget budget = new DecodingBudget();
        renditions = new Renditions(
                new RenditionStore(directory.resolve("kept"), temporary, 50_000_000, Clock.systemUTC()),
                new PictureDecoder(budget),
                budget,
                new Pdf(temporary, budget),
                temporary);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 200, 100, 0, true, 100, 50",
        "400, 200, 0, 100, true, 200, 100",
        "400, 200, 100, 100, true, 100, 100",
        "400, 200, 100, 100, false, 100, 50",
        "400, 200, 4000, 0, true, 400, 200",
        "400, 200, 4000, 4000, true, 200, 200",
        "3, 2000, 10, 10, false, 1, 10",
        "48, 32, 16, 0, true, 16, 11"
    })
    void sizesFollowFromWidthAndHeightAndAreNeverEnlarged(
            int width, int height, int wantedWidth, int wantedHeight, boolean crops, int madeWidth, int madeHeight) {
        Scaling scaling = Scaling.of(width, height, spec(wantedWidth, wantedHeight, crops, "png"), Focus.MIDDLE);

        assertThat(scaling.width()).isEqualTo(madeWidth);
        assertThat(scaling.height()).isEqualTo(madeHeight);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1, 255, 0, 0", "0.9, 0.1, 0, 255, 0", "0.1, 0.9, 0, 0, 255", "0.9, 0.9, 255, 255, 255"})
    void cropsKeepTheFocusIn(double x, double y, int red, int green, int blue) throws IOException {
        AssetFile file = withFocus(asset(TestFiles.png(400, 400)), new Focus(x, y));

        // A strip as wide as the picture, and one as high: both hold the focus, and together tell the quarter.
        BufferedImage wide = picture(made(file, spec(400, 40, true, "png"), false));
        BufferedImage high = picture(made(file, spec(40, 400, true, "png"), false));
        Color expected = new Color(red, green, blue);
        assertThat(new Color(wide.getRGB(x < 0.5 ? 10 : 390, 20))).isEqualTo(expected);
        assertThat(new Color(high.getRGB(20, y < 0.5 ? 10 : 390))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void picturesAreTurnedTheWayTheCameraWasHeld(int orientation) throws IOException {
        // given: red is where the camera says that the upper left is
        byte[] sent = TestFiles.talkativePng(200, 100, orientation);
        BufferedImage made = picture(made(asset(sent), spec(50, 50, true, "png"), false));
        BufferedImage whole = picture(made(asset(sent), spec(0, 40, true, "png"), false));

        // then
        int[][] redCorner = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 1}, {0, 1}};
        int[] corner = redCorner[orientation - 1];
        assertThat(new Color(whole.getRGB(
                        corner[0] == 0 ? 2 : whole.getWidth() - 3, corner[1] == 0 ? 2 : whole.getHeight() - 3)))
                .isEqualTo(Color.RED);
        assertThat(whole.getWidth()).isEqualTo(orientation >= 5 ? 20 : 80);
        assertThat(made.getWidth()).isEqualTo(50);
        assertThat(made.getHeight()).isEqualTo(50);
    }

    @Test
    void whoTakesWebPGetsIt() throws IOException {
        AssetFile photo = asset(TestFiles.jpeg(300, 300));

        assertThat(made(photo, RenditionSpec.ofVariation(100, 0, 80), false).format())
                .isEqualTo(PictureFormat.JPEG);
        Renditions.Rendition webp = made(photo, RenditionSpec.ofVariation(100, 0, 80), true);
        assertThat(webp.format()).isEqualTo(PictureFormat.WEBP);
        assertThat(new String(Files.readAllBytes(webp.file()), StandardCharsets.ISO_8859_1))
                .startsWith("RIFF");
        assertThat(picture(webp).getWidth()).isEqualTo(100);
    }

    @Test
    void theFirstPageOfAPdfIsAPictureOfIt() throws IOException {
        Renditions.Rendition page = made(asset(TestFiles.pdf(2)), spec(200, 0, true, "png"), false);

        assertThat(picture(page).getWidth()).isEqualTo(200);
        assertThat(picture(page).getHeight()).isBetween(281, 284);
        assertThat(new Color(picture(page).getRGB(100, 100))).isEqualTo(Color.RED);
    }

    @Test
    void whatIsNoPictureHasNone() throws IOException {
        AssetFile svg = asset(TestFiles.ascii("<svg xmlns='http://www.w3.org/2000/svg' width='3' height='3'/>"));

        assertThat(renditions.of(svg, spec(10, 10, true, "png"), false)).isEmpty();
    }

    @Test
    void otherBytesAndAnotherFocusAreAnotherRendition() throws IOException {
        RenditionSpec spec = spec(30, 30, true, "png");
        AssetFile file = asset(TestFiles.png(301, 200));
        String key = made(file, spec, false).key();

        assertThat(made(file, spec, false).key()).isEqualTo(key);
        assertThat(made(withFocus(file, new Focus(0, 0)), spec, false).key()).isNotEqualTo(key);
        assertThat(made(asset(TestFiles.png(302, 200)), spec, false).key()).isNotEqualTo(key);
    }

    @Test
    void whoComesAtTheSameTimeWaitsForTheSameMaking(@TempDir Path kept) throws Exception {
        RenditionStore store = new RenditionStore(kept, kept, 1_000_000, Clock.systemUTC());
        AtomicInteger makings = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Path>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(() -> store.get("abcd", target -> {
                makings.incrementAndGet();
                Files.writeString(target, "made");
            }));
        }
        for (Future<Path> file : threads.invokeAll(calls)) {
            assertThat(file.get()).hasContent("made");
        }
        threads.shutdown();

        assertThat(makings).hasValue(1);
    }

    @Test
    void theStoreStaysWithinItsSizeAndKeepsWhatIsUsed(@TempDir Path kept) throws IOException {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        AtomicInteger day = new AtomicInteger();
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return start.plus(Duration.ofDays(day.get()));
            }
        };
        RenditionStore store = new RenditionStore(kept, kept, 100_000, clock);
        for (int i = 0; i < 40; i++) {
            day.incrementAndGet();
            Path made = store.get("aa" + i, target -> Files.write(target, new byte[10_000]));
            Files.setLastModifiedTime(made, FileTime.from(clock.instant()));
            store.get("aa0", target -> Files.write(target, new byte[10_000]));
        }

        try (Stream<Path> files = Files.walk(kept)) {
            assertThat(files.filter(Files::isRegularFile)).hasSizeBetween(5, 10);
        }
        assertThat(kept.resolve("aa/aa0")).exists();
    }

    @Test
    void aFailureIsToldAndNotKept(@TempDir Path kept) throws IOException {
        RenditionStore store = new RenditionStore(kept, kept, 1_000_000, Clock.systemUTC());

        assertThat(catchThrowable(() -> store.get("ffff", target -> {
                    throw new IOException("no room");
                })))
                .hasMessage("no room");
        assertThat(store.get("ffff", target -> Files.writeString(target, "made")))
                .hasContent("made");
    }

    private static AssetFile asset(byte[] bytes) {
        return room.file(room.add("asset", bytes).id());
    }

    private static AssetFile withFocus(AssetFile file, Focus focus) {
        return new AssetFile(
                file.id(),
                file.path(),
                file.fileName(),
                file.mimeType(),
                file.size(),
                file.modified(),
                file.identity(),
                focus,
                file.bytes());
    }

    private static RenditionSpec spec(int width, int height, boolean crops, String format) {
        return new RenditionSpec(width, height, crops, PictureFormat.of(format), 80);
    }

    private static Renditions.Rendition made(AssetFile file, RenditionSpec spec, boolean webp) throws IOException {
        Optional<Renditions.Rendition> made = renditions.of(file, spec, webp);
        return made.orElseThrow();
    }

    private static BufferedImage picture(Renditions.Rendition rendition) throws IOException {
        return TestFiles.decoded(Files.readAllBytes(rendition.file()));
    }
}
