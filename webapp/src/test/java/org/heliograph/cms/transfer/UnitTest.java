package org.heliograph.cms.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts are cut into segments and put together again without loss, whatever their markup, and files of any bytes do no harm. */
class UnitTest {

    private static final LanguagePair PAIR = new LanguagePair(Locale.ENGLISH, Locale.CHINESE);

    @Provide
    Arbitrary<String> html() {
        return Arbitraries.of(
                        "<p>",
                        "</p>",
                        "<strong>",
                        "</strong>",
                        "<em>",
                        "</em>",
                        "<br />",
                        "<br>",
                        "<ul>",
                        "</ul>",
                        "<li>",
                        "</li>",
                        "<a href=\"${link:{uuid:{1},repository:{dam}}}\">",
                        "</a>",
                        "<!-- note -->",
                        "<img src=\"x\"/>",
                        "储能",
                        "a b",
                        " ",
                        "\n",
                        "&amp;",
                        "&lt;",
                        "&nbsp;",
                        "&mdash;",
                        "$",
                        "${",
                        "<",
                        ">",
                        "\"",
                        "'",
                        "${link:{uuid:{1}}}",
                        "𠮷",
                        "]]>",
                        "\t",
                        "<h2 class=\"a\">",
                        "</h2>")
                .list()
                .ofMaxSize(25)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 2000)
    void allOfATextIsInItsStretches(@ForAll("html") String html) {
        assertThat(Markup.stretches(html).stream().map(Markup.Stretch::raw).collect(Collectors.joining()))
                .isEqualTo(html);
    }

    @Property(tries = 2000, maxDiscardRatio = 20)
    void translatedByItselfATextShowsTheSame(@ForAll("html") String html) {
        // A tag that is cut off is never stored, and shows as nothing.
        Assume.that(!html.matches("(?s).*<(?![a-z/!]).*|.*<[a-z ]*<.*")
                && html.indexOf('<', html.lastIndexOf('>') + 1) < 0);
        TranslatableText text = text(html, "");
        Unit unit = Unit.of(text);

        String rendered =
                unit.render(unit.translated().stream().map(Unit.Segment::source).toList());

        assertThat(Jsoup.parseBodyFragment(rendered).body().html())
                .isEqualTo(Jsoup.parseBodyFragment(html).body().html());
    }

    @Property(tries = 1000)
    void whatComesBackUntouchedIsTheTextThatIsThere(@ForAll("html") String source, @ForAll("html") String target)
            throws Exception {
        TranslatableText text = text("x" + source, target.isBlank() ? "" : target);
        for (TranslationFormat format : TranslationFormat.values()) {
            List<TranslationFormat.Incoming> back = format.read(in(write(format, text)), PAIR);

            assertThat(back).hasSize(1);
            assertThat(back.get(0).hasSource(text)).isTrue();
            assertThat(back.get(0).hadTarget(text)).isTrue();
            assertThat(back.get(0).target(text).orElse("")).isEqualTo(text.target());
        }
    }

    @Property(tries = 1500)
    void damagedFilesAreRefusedOrReadButNeverDoHarm(@ForAll Random random) throws Exception {
        TranslatableText text = text("<p>One <b>two</b></p>\n<p>three</p>", "<p>一 <b>二</b></p>\n<p>三</p>");
        for (TranslationFormat format : TranslationFormat.values()) {
            byte[] file = write(format, text);
            for (int i = random.nextInt(6); i >= 0; i--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            try {
                for (TranslationFormat.Incoming back : format.read(in(file), PAIR)) {
                    back.hasSource(text);
                    back.hadTarget(text);
                    assertThat(back.workspace()).isNotNull();
                    assertThat(back.id()).isNotNull();
                    back.target(text);
                }
            } catch (TransferException e) {
                assertThat(e.finding().line(Locale.CHINESE)).isNotBlank();
            }
        }
    }

    private static TranslatableText text(String source, String target) {
        return new TranslatableText(
                "products", "11111111-2222-4333-8444-555555555555", "/roof/夹具", "body", "正文", true, source, target);
    }

    private static byte[] write(TranslationFormat format, TranslatableText text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TranslationFormat.Writing writing = format.write(out, PAIR);
        writing.item(List.of(text), false);
        writing.end();
        return out.toByteArray();
    }

    private static ByteArrayInputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
