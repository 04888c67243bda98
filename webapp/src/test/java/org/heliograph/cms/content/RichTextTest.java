package org.heliograph.cms.content;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RichTextTest {

    private static final String MACRO =
            "${link:{uuid:{9f3f4f0f-68b4-4ff2-9351-96799df9b58b},repository:{policies},path:{/reading-chinese}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>装机容量 12 亿千瓦，即 1,200 GW。</p>\n<ul><li>1 = 1 + 0 @ \"x\" 'y'</li></ul>",
                "<h2>标题</h2><p><strong>a</strong> <em>b</em><br />c<sub>2</sub></p>",
                "<table><thead><tr><th scope=\"col\" colspan=\"2\">a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table>",
                "<p><a href=\"https://example.com/a?b=1&amp;c=%E7%A2%B3\" title=\"t\">x</a></p>",
                "<p><a href=\"mailto:a@example.com\">mail</a> <a href=\"/zh/policies\">here</a></p>",
                "<figure><img src=\"/dam/jcr:1/a.png\" alt=\"图\" width=\"640\" /><figcaption>图</figcaption></figure>",
                "<p lang=\"zh-CN\" class=\"lead big\">{{mustache}} ${dollar}</p>",
                "<p><a href=\"" + MACRO + "\">link</a> and " + MACRO + "</p>"
            })
    void whatEditorsWriteStaysAsItIs(String html) {
        RichText clean = RichText.of(html);

        assertThat(clean.html()).isEqualTo(html);
        assertThat(clean.removed()).isEmpty();
    }

    @Test
    void whatIsCleanStaysSo() {
        RichText once = RichText.of("<p>a<a href=\"https://x.org\" target=\"_blank\">b</a><td>c");

        assertThat(RichText.of(once.html()).html()).isEqualTo(once.html());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"java\tscript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<iframe src=\"https://evil.example\"></iframe>",
                "<svg onload=alert(1)><animate/></svg>",
                "<p style=\"background:url(javascript:alert(1))\">x</p>",
                "<form action=\"https://evil.example\"><input name=x></form>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<a href=\"${link:{uuid:{x\" onclick=\"alert(1)},path:{y}}}\">x</a>",
                "<object data=x></object><embed src=x>",
                "<base href=\"https://evil.example/\">",
                "<p id=\"cookie\" name=\"body\">x</p>"
            })
    void whatRunsOrHarmsIsTakenOutAndTold(String html) {
        RichText clean = RichText.of(html);

        assertThat(clean.html())
                .doesNotContainIgnoringCase("script")
                .doesNotContainIgnoringCase("onerror")
                .doesNotContain("onclick=\"")
                .doesNotContainIgnoringCase("evil")
                .doesNotContain("<form", "<svg", "<iframe", "<style", "style=", "id=");
        assertThat(clean.removed()).isNotEmpty();
    }
}
