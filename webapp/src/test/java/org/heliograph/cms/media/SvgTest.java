package org.heliograph.cms.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.heliograph.cms.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is left of SVGs. */
class SvgTest {

    private static final String OPEN =
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='40' height='30'>";

    @TempDir
    private Path directory;

    @Test
    void whatDrawsStays() throws IOException {
        String svg =
                OPEN + "<title>光伏 &amp; 储能</title><defs><linearGradient id='g'><stop offset='0' stop-color='#fff'/>"
                        + "</linearGradient></defs><style>.a{fill:url(#g)}</style><g class='a' transform='rotate(3)'>"
                        + "<path d='M0 0h9' style='stroke:red'/><text x='1' y='2'>瓦</text></g><use xlink:href='#g'/>"
                        + "<image href='data:image/png;base64,AAAA' width='1' height='1'/></svg>";

        assertThat(cleaned(svg))
                .contains(
                        "光伏 &amp; 储能",
                        "stop-color=\"#fff\"",
                        ".a{fill:url(#g)}",
                        "d=\"M0 0h9\"",
                        "rotate(3)",
                        "瓦",
                        "stroke:red",
                        "xlink:href=\"#g\"",
                        "data:image/png;base64,AAAA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>X</script>",
                "<script href='X'/>",
                "<SCRIPT>X</SCRIPT>",
                "<g onload='X'/>",
                "<g OnClick='X'/>",
                "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='X'/></body></foreignObject>",
                "<a href='javascript:X'><text>t</text></a>",
                "<a xlink:href='X'><rect/></a>",
                "<image href='https://X/p.png'/>",
                "<image xlink:href='data:image/svg+xml;base64,X'/>",
                "<use href='https://X/#a'/>",
                "<use xlink:href='data:image/svg+xml,X#a'/>",
                "<animate attributeName='href' values='javascript:X'/>",
                "<set attributeName='onload' to='X'/>",
                "<animateTransform onbegin='X'/>",
                "<style>@import 'https://X';</style>",
                "<style>a{background:url(https://X)}</style>",
                "<style>a{background:\\75rl(https://X)}</style>",
                "<style>a{background:u/**/rl(//X)}</style>",
                "<style>@font-face{src:url(X)}</style>",
                "<rect style='fill:url(https://X)'/>",
                "<rect fill='url(\"https://X#a\")'/>",
                "<rect filter='url(//X#f)'/>",
                "<rect style='behavior:url(X)'/>",
                "<rect style='width:expression(X)'/>",
                "<metadata>X</metadata>",
                "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>X</x:script>",
                "<html xmlns='http://www.w3.org/1999/xhtml'><img src='x' onerror='X'/></html>",
                "<?xml-stylesheet href='X'?>",
                "<!-- X -->",
                "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>X</handler>",
                "<g data-x='X' srcdoc='X' formaction='X' xml:base='https://X/'/>",
                "<feImage href='https://X'/>",
                "<audio src='X'/>",
                "<cursor href='X'/>",
                "<font-face-uri href='X'/>"
            })
    void whatActsOrLoadsGoes(String harmful) throws IOException {
        String cleaned = cleaned(OPEN + harmful.replace("X", "canary") + "<rect id='last'/></svg>");

        assertThat(cleaned).doesNotContain("canary").contains("id=\"last\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>",
                "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>",
                "<svg xmlns='http://www.w3.org/2000/svg'>&undeclared;</svg>",
                "<html xmlns='http://www.w3.org/1999/xhtml'><svg/></html>",
                "<svg><rect/></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg'>",
                "<svg xmlns='http://www.w3.org/2000/svg'/><svg/>",
                "not even markup"
            })
    void whatIsNoSvgOrDeclaresEntitiesIsRefused(String svg) {
        assertThatThrownBy(() -> cleaned(svg))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("svg-");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = OPEN + "<g>".repeat(10_000) + "</g>".repeat(10_000) + "</svg>";

        assertThatThrownBy(() -> cleaned(deep)).hasMessage("svg-refused");
    }

    @Test
    void usesThatMultiplyAreRefused() {
        StringBuilder svg = new StringBuilder(OPEN + "<g id='a0'><rect/></g>");
        for (int level = 1; level < 10; level++) {
            svg.append("<g id='a").append(level).append("'>");
            svg.append(("<use href='#a" + (level - 1) + "'/>").repeat(10)).append("</g>");
        }
        assertThatThrownBy(() -> cleaned(svg + "</svg>")).hasMessage("svg-refused");
        assertThatThrownBy(() -> cleaned(OPEN + "<g id='b'><use href='#b'/></g></svg>"))
                .hasMessage("svg-refused");
    }

    @Test
    void itsSizeIsTold() throws IOException {
        assertThat(size("width='40px' height='30.4'")).contains(new Cleaned.Size(40, 30));
        assertThat(size("viewBox='0 0 12.6 8'")).contains(new Cleaned.Size(13, 8));
        assertThat(size("width='100%' height='50%'")).isEmpty();
        assertThat(size("width='1e9999' height='-4' viewBox='a b c d'")).isEmpty();
    }

    private Optional<Cleaned.Size> size(String attributes) throws IOException {
        Path file = Files.writeString(
                directory.resolve("in.svg"), "<svg xmlns='http://www.w3.org/2000/svg' " + attributes + "/>");
        return Svg.clean(file, directory.resolve("out.svg"));
    }

    private String cleaned(String svg) throws IOException {
        Path file = Files.writeString(directory.resolve("in.svg"), svg);
        Path target = directory.resolve("out.svg");
        Svg.clean(file, target);
        // What comes out has to be something that comes out again as it is.
        String once = Files.readString(target);
        Files.writeString(file, once);
        Svg.clean(file, target);
        assertThat(Files.readString(target)).isEqualTo(once);
        return once;
    }
}
