package org.heliograph.cms.it;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * All pages of a site that links lead to from its first page. Addresses with a query are asked for but not followed:
 * filters can be combined without end.
 */
final class SiteCrawl {

    /** More pages than the sample site has would mean that it makes up addresses. */
    private static final int MOST_PAGES = 400;

    private final Function<String, Answer> site;
    private final URI host;
    private final Map<String, Document> pages = new TreeMap<>();
    private final Map<String, Set<String>> dead = new TreeMap<>();
    private final Set<String> elsewhere = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> answered = new LinkedHashMap<>();

    /** @param site answers a path with the headers of a visitor */
    SiteCrawl(URI host, Function<String, Answer> site, String... starts) {
        this.host = host;
        this.site = site;
        Deque<String> open = new ArrayDeque<>();
        for (String start : starts) {
            open.add(start);
        }
        while (!open.isEmpty() && pages.size() < MOST_PAGES) {
            String path = open.poll();
            if (seen.add(path)) {
                open.addAll(visit(path));
            }
        }
    }

    private Set<String> visit(String path) {
        Answer answer = site.apply(path);
        answered.put(path, answer.status());
        if (!answer.header("Content-Type").orElse("").startsWith("text/html")) {
            return Set.of();
        }
        Document page = Jsoup.parse(answer.text(), host + path);
        pages.put(path, page);
        Set<String> next = new LinkedHashSet<>();
        for (Element link : page.select("[href], [src]")) {
            String attribute = link.hasAttr("href") ? "href" : "src";
            if (!link.attr(attribute).startsWith("data:")) {
                follow(path, link, URI.create(link.absUrl(attribute)), next);
            }
        }
        return next;
    }

    private void follow(String from, Element link, URI target, Set<String> next) {
        if (!host.getAuthority().equals(target.getAuthority())) {
            elsewhere.add(link.tagName() + " " + target);
            return;
        }
        String path = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        boolean isPage = link.tagName().equals("a")
                && target.getRawQuery() == null
                && !path.startsWith("/.")
                && !path.startsWith("/dam/");
        if (isPage) {
            next.add(path);
        }
        int status = answered.computeIfAbsent(path, each -> site.apply(each).status());
        if (status != 200) {
            dead.computeIfAbsent(path + " " + status, each -> new TreeSet<>()).add(from);
        }
    }

    /** Pages by path, parsed. */
    Map<String, Document> pages() {
        return pages;
    }

    /** Links within the site that are not answered with 200, and the pages that they stand on. */
    Map<String, Set<String>> dead() {
        return dead;
    }

    /** What lies on other hosts, with the element that names it. */
    Set<String> elsewhere() {
        return elsewhere;
    }
}
