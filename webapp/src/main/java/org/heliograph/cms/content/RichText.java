package org.heliograph.cms.content;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlChangeListener;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * HTML that editors write: what may be in it is a list, and all else is taken out before it is stored. Magnolia's links to
 * content, <code>${link:{uuid:{…},…}}</code>, stay as they are.
 *
 * @param html what is left
 * @param removed the elements, and attributes as {@code element@attribute}, that were taken out
 */
record RichText(String html, Set<String> removed) {

    /** Elements that are wrongly nested are put right once more after the first time. */
    private static final int MOST_ROUNDS = 5;

    private static final Pattern LINK =
            Pattern.compile("\\$\\{link:\\{(?:[a-zA-Z]{1,20}:\\{[^{}<>\"'`]{0,2000}},?){1,10}}}");
    private static final Pattern CLASSES = Pattern.compile("[A-Za-z0-9_ -]{1,200}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}%?");
    /** A character beyond Latin 1, such as the comma of Chinese. */
    private static final Pattern CHARACTER = Pattern.compile("&#x([1-9a-f][0-9a-f]{2,4});");

    private static final Pattern TAG = Pattern.compile("<[^>]*>|[^<]+");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code")
            .allowElements("strong", "b", "em", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "abbr", "q")
            .allowElements("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "span", "ruby", "rt", "rp")
            .allowElements("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td")
            .allowElements("a", "img")
            .allowUrlProtocols("http", "https", "mailto", "tel")
            .allowAttributes("href", "title")
            .onElements("a")
            .allowAttributes("rel")
            .matching(CLASSES)
            .onElements("a")
            .allowAttributes("target")
            .matching(true, "_blank")
            .onElements("a")
            .allowAttributes("src", "alt", "title")
            .onElements("img")
            .allowAttributes("width", "height")
            .matching(NUMBER)
            .onElements("img", "table", "col", "td", "th")
            .allowAttributes("colspan", "rowspan", "span", "start")
            .matching(NUMBER)
            .onElements("td", "th", "col", "colgroup", "ol")
            .allowAttributes("scope")
            .matching(true, "row", "col", "rowgroup", "colgroup")
            .onElements("th")
            .allowAttributes("title")
            .onElements("abbr")
            .allowAttributes("class")
            .matching(CLASSES)
            .globally()
            .allowAttributes("lang")
            .matching(LANGUAGE)
            .globally()
            .allowAttributes("dir")
            .matching(true, "ltr", "rtl", "auto")
            .globally()
            .allowWithoutAttributes("span")
            .toFactory();

    /** What may be stored of an HTML text. */
    static RichText of(String html) {
        Links links = Links.of(html);
        Set<String> removed = new LinkedHashSet<>();
        String clean = sanitized(links.hidden(), removed);
        String again = sanitized(clean, removed);
        for (int round = 2; !again.equals(clean) && round < MOST_ROUNDS; round++) {
            clean = again;
            again = sanitized(clean, removed);
        }
        return new RichText(links.shown(again), removed);
    }

    private static String sanitized(String html, Set<String> removed) {
        return plain(POLICY.sanitize(html, new Removals(), removed));
    }

    /**
     * Notes what the policy takes out. What stands behind the opening tag of an element that HTML closes by itself is none
     * of its business.
     */
    private static final class Removals implements HtmlChangeListener<Set<String>> {

        @Override
        public void discardedTag(@Nullable Set<String> removed, String element) {
            if (removed != null) {
                removed.add(element);
            }
        }

        @Override
        public void discardedAttributes(@Nullable Set<String> removed, String element, String... attributes) {
            if (removed != null) {
                for (String attribute : attributes) {
                    removed.add(element + "@" + attribute);
                }
            }
        }
    }

    /**
     * Characters that mean nothing in HTML 5 are written as themselves again: the sanitizer writes them as numbers for the
     * sake of other formats, and texts would differ from what was typed.
     */
    private static String plain(String clean) {
        StringBuilder plain = new StringBuilder(clean.length());
        for (Matcher part = TAG.matcher(clean); part.find(); ) {
            String text = part.group()
                    .replace("&#61;", "=")
                    .replace("&#64;", "@")
                    .replace("&#43;", "+")
                    .replace("&#39;", "'");
            plain.append(
                    text.startsWith("<") ? text : text.replace("&#34;", "\"").replace("&#96;", "`"));
        }
        return CHARACTER
                .matcher(plain.toString().replace("{<!-- -->{", "{{"))
                .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
    }

    /**
     * Magnolia's links within a text, which no URL check would let through.
     *
     * @param hidden the text with a plain word for each
     * @param word what these begin with
     */
    private record Links(String hidden, String word, List<String> macros) {

        static Links of(String html) {
            String word = "link" + UUID.randomUUID().toString().replace("-", "");
            List<String> macros = new ArrayList<>();
            String hidden = LINK.matcher(html).replaceAll(link -> {
                macros.add(link.group());
                return word + "x" + (macros.size() - 1) + "x";
            });
            return new Links(hidden, word, macros);
        }

        String shown(String text) {
            return macros.isEmpty()
                    ? text
                    : Pattern.compile(word + "x(\\d+)x")
                            .matcher(text)
                            .replaceAll(link -> Matcher.quoteReplacement(macros.get(Integer.parseInt(link.group(1)))));
        }
    }
}
