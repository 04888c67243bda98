package org.heliograph.cms.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is taken, as what, and what is refused; each file is really stored in a repository. */
class UploadsTest {

    @TempDir
    private static Path directory;

    private static MediaRoom room;

    @BeforeAll
    static void open() throws RepositoryException, IOException {
        room = new MediaRoom(directory);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void aPictureIsStoredAsMagnoliaStoresOne() {
        String id = room.add("屋顶 2024.JPG", TestFiles.jpeg(60, 40)).id();

        assertThat(room.file(id).path()).isEqualTo("/屋顶 2024.jpg");
        assertThat(room.property(id, "type")).isEqualTo("jpg");
        assertThat(room.property(id, "jcr:content/fileName")).isEqualTo("屋顶 2024.jpg");
        assertThat(room.property(id, "jcr:content/jcr:mimeType")).isEqualTo("image/jpeg");
        assertThat(room.property(id, "jcr:content/width")).isEqualTo("60");
        assertThat(room.property(id, "jcr:content/height")).isEqualTo("40");
        assertThat(room.property(id, "mgnl:createdBy")).isEqualTo("li");
        assertThat(Long.parseLong(room.property(id, "jcr:content/size"))).isEqualTo(room.stored(id).length);
    }

    @Test
    void theSameBytesInTheSameFolderAreTheAssetThatIsThere() {
        Uploads.Stored first = room.add("one.png", TestFiles.png(33, 7));
        Uploads.Stored second = room.add("two.png", TestFiles.png(33, 7));

        assertThat(first.isNew()).isTrue();
        assertThat(second).isEqualTo(new Uploads.Stored(first.id(), false));
    }

    @Test
    void anotherFileOfTheSameNameGetsAFreeName() {
        room.add("ridge.png", TestFiles.png(10, 11));

        assertThat(room.file(room.add("ridge.png", TestFiles.png(11, 10)).id()).path())
                .isEqualTo("/ridge-1.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void whatAPictureTellsOfItsMakerIsTakenOutAndItsPixelsStay(int orientation) {
        byte[][] talkative = {
            TestFiles.talkativeJpeg(80 + orientation, 50, orientation),
            TestFiles.talkativePng(80 + orientation, 50, orientation),
            TestFiles.talkativeWebp(80 + orientation, 50, orientation)
        };
        for (byte[] sent : talkative) {
            assertThat(text(sent)).contains(TestFiles.SECRET);
            String id = room.add("photo", sent).id();
            byte[] stored = room.stored(id);

            assertThat(text(stored))
                    .doesNotContain("Li Lei")
                    .doesNotContain("PK\u0003")
                    .doesNotContain("<script");
            assertThat(pixels(TestFiles.decoded(stored))).isEqualTo(pixels(TestFiles.decoded(sent)));
            assertThat(room.property(id, "jcr:content/width"))
                    .isEqualTo(orientation >= 5 ? "50" : "" + (80 + orientation));
        }
    }

    @Test
    void whatFollowsTheEndOfAPictureIsLeftOut() {
        byte[] gif = TestFiles.gif(21, 21);
        String id = room.add("x.gif", TestFiles.joined(gif, TestFiles.ascii("/*<script>alert(1)</script>")))
                .id();

        assertThat(text(room.stored(id))).doesNotContain("script");
        assertThat(room.stored(id)).endsWith(0x3B);
    }

    @Test
    void aBombIsRefusedByItsHeader() {
        assertThat(room.refusal("bomb.png", TestFiles.bomb(50_000, 50_000))).isEqualTo("422 picture-too-large");
        assertThat(room.refusal("bomb.png", TestFiles.bomb(29_000, 29_000))).isEqualTo("422 picture-too-large");
        assertThat(room.refusal("bomb.png", TestFiles.bomb(31_000, 1))).isEqualTo("422 picture-too-large");
        // Small enough by its header, and yet without pixels.
        assertThat(room.refusal("bomb.png", TestFiles.bomb(2_000, 2_000))).isEqualTo("422 picture-damaged");
    }

    @Test
    void picturesThatEndTooEarlyAreRefusedAndLeaveNothingBehind() throws IOException {
        long before = room.assets();
        for (byte[] whole : new byte[][] {
            TestFiles.jpeg(90, 90), TestFiles.png(90, 90), TestFiles.gif(90, 90), TestFiles.webp(90, 90)
        }) {
            for (int length : new int[] {14, whole.length / 2, whole.length - 9}) {
                assertThat(room.refusal("cut.png", Arrays.copyOf(whole, length)))
                        .as("%d of %d bytes", length, whole.length)
                        .isEqualTo("422 picture-damaged");
            }
        }
        assertThat(room.assets()).isEqualTo(before);
        try (Stream<Path> files = Files.list(directory.resolve("media/temporary"))) {
            assertThat(files.filter(file -> file.toString().matches(".*(received|cleaned).*")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "page.png, <!DOCTYPE html><script>alert(1)</script>, 415 file-type",
        "a.exe, MZ\u0090, 415 file-type",
        "a.txt, plain text, 415 file-type",
        "a.avif, \0\0\0\u001cftypavif, 415 file-type",
        "a.png, '', 422 file-empty"
    })
    void whatIsNotOnTheListIsRefusedWhateverItsName(String name, String content, String refusal) {
        assertThat(room.refusal(name, TestFiles.ascii(content))).isEqualTo(refusal);
    }

    @Test
    void officeDocumentsAreToldFromOtherZipFilesAndTakenWithoutMacros() {
        String main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        byte[] document = TestFiles.zip("[Content_Types].xml", main, "word/document.xml", "<w/>");

        assertThat(room.property(room.add("Angebot.zip", document).id(), "jcr:content/fileName"))
                .isEqualTo("Angebot.docx");
        assertThat(room.property(
                        room.add("a", TestFiles.zip("mimetype", "application/vnd.oasis.opendocument.text"))
                                .id(),
                        "jcr:content/extension"))
                .isEqualTo("odt");
        assertThat(room.refusal("a.docx", TestFiles.zip("[Content_Types].xml", main, "word/vbaProject.bin", "x")))
                .isEqualTo("422 document-macros");
        assertThat(room.refusal("a.docx", TestFiles.zip("../../evil.sh", "x"))).isEqualTo("415 file-type");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd.png, passwd.png",
        "'C:\\Users\\Li\\roof.png', roof.png",
        "'evil\u202Egnp.exe', evil-gnp.png",
        "'..', file.png",
        "'a[1]|*:;b.PNG', a-1-b.png",
        "'  .htaccess', file.png",
        "'cafe\u0301.png', caf\u00e9.png",
        "'<img src=x onerror=alert(1)>.png', img src=x onerror=alert(1).png",
        "'碳达峰（图）.webp', 碳达峰（图）.png"
    })
    void namesAreSafeAndKeepTheirLetters(String given, String stored) {
        int width = 200 + Math.floorMod(given.hashCode(), 500);
        String id = room.add(given, TestFiles.png(width, 3)).id();

        assertThat(room.property(id, "jcr:content/fileName")).isEqualTo(stored);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        String family = "👩‍👩‍👧‍👦";
        String id = room.add(family.repeat(90) + ".png", TestFiles.png(17, 91)).id();

        String name = room.property(id, "jcr:content/fileName");
        assertThat(name).matches("(" + family + ")+\\.png");
        assertThat(name.length()).isLessThan(220);
    }

    @Test
    void pagesOfAPdfAreCountedAndDangerousOnesRefused() {
        String id = room.add("datasheet.pdf", TestFiles.pdf(3)).id();

        assertThat(room.property(id, "jcr:content/pages")).isEqualTo("3");
        assertThat(room.refusal("a.pdf", TestFiles.pdfWithScript())).isEqualTo("422 pdf-active");
        assertThat(room.refusal("a.pdf", TestFiles.ascii("%PDF-1.7\nno objects")))
                .isEqualTo("422 pdf-broken");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }
}
