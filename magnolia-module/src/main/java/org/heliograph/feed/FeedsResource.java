package org.heliograph.feed;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.host.Publication;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sitemap, feeds and rules for robots, at addresses that the site leads to. An answer is kept until something else is
 * published; whoever has it already is told so.
 */
@Path("/feeds/v1")
public final class FeedsResource {

    private static final Logger LOG = LoggerFactory.getLogger(FeedsResource.class);

    private static final String XML = "application/xml;charset=UTF-8";
    private static final String RSS = "application/rss+xml;charset=UTF-8";
    private static final String JSON = "application/feed+json;charset=UTF-8";
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final int RETRY_AFTER = 10;
    /** Feeds that are kept; there is one for each topic, language and form. */
    private static final int MOST_KEPT = 500;

    private static final String NONE =
            "There is no such feed. See /robots.txt and the links of the pages for those that there are.\n"
                    + "没有这个订阅源。现有的订阅源见 /robots.txt 和各页面的链接。\n";
    private static final String LATER =
            "Feeds cannot be read at the moment. Try again in a few seconds.\n" + "订阅源暂时无法读取，请稍后再试。\n";

    private final Publication published;
    private final Supplier<String> base;
    private final LongSupplier state;
    private final boolean forRobots;
    private final Clock clock;
    private final Sitemap.Limits limits;
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * Files that were made together.
     *
     * @param state of what is published that they were made from
     * @param since when their content has been so, as far as this process knows
     */
    private record Kept(long state, Instant since, List<Packed> files) {}

    /** Makes files; none where there is nothing of that name. */
    @FunctionalInterface
    private interface Making {
        List<Packed> make() throws RepositoryException;
    }

    /**
     * @param published what is listed
     * @param base what absolute addresses begin with, without slash at the end
     * @param state a number that is another one after anything that is published has changed
     * @param forRobots whether search engines may read the site
     */
    public FeedsResource(
            Publication published, Supplier<String> base, LongSupplier state, boolean forRobots, Clock clock) {
        this(published, base, state, forRobots, clock, Sitemap.Limits.OF_PROTOCOL);
    }

    FeedsResource(
            Publication published,
            Supplier<String> base,
            LongSupplier state,
            boolean forRobots,
            Clock clock,
            Sitemap.Limits limits) {
        this.published = published;
        this.base = base;
        this.state = state;
        this.forRobots = forRobots;
        this.clock = clock;
        this.limits = limits;
    }

    /** All pages, or the list of the files that list them. */
    @GET
    @Path("/sitemap.xml")
    public Response sitemap(@Context Request request) {
        return answer(request, XML, "sitemap", 0, this::sitemap);
    }

    /** One of the files that list all pages, where one is not enough. */
    @GET
    @Path("/sitemap-{part: [1-9][0-9]{0,4}}.xml")
    public Response sitemap(@Context Request request, @PathParam("part") int part) {
        return answer(request, XML, "sitemap", part, this::sitemap);
    }

    /** The list comes first, if there is one. */
    private List<Packed> sitemap() throws RepositoryException {
        List<Packed> parts = Sitemap.of(published, base.get(), limits);
        if (parts.size() == 1) {
            return parts;
        }
        List<Packed> files = new ArrayList<>(List.of(Sitemap.index(parts.size(), base.get())));
        files.addAll(parts);
        return files;
    }

    /** What robots may read, and where the sitemap is. */
    @GET
    @Path("/robots.txt")
    public Response robots(@Context Request request) {
        return answer(request, TEXT, "robots", 0, () -> List.of(Robots.of(published, base.get(), forRobots)));
    }

    /** A feed of products or policies. */
    @GET
    @Path("/{language}/{name}.{form: xml|json}")
    public Response feed(
            @Context Request request,
            @PathParam("language") String language,
            @PathParam("name") String name,
            @PathParam("form") String form) {
        return feed(request, language, name, form, (feeds, locale) -> feeds.of(name, locale, form));
    }

    /** A feed of policies on a topic. */
    @GET
    @Path("/{language}/topics/{slug}.{form: xml|json}")
    public Response topic(
            @Context Request request,
            @PathParam("language") String language,
            @PathParam("slug") String slug,
            @PathParam("form") String form) {
        return feed(request, language, "topics/" + slug, form, (feeds, locale) -> feeds.ofTopic(slug, locale, form));
    }

    private interface Choice {
        Optional<Feed> of(Feeds feeds, Locale language) throws RepositoryException;
    }

    private Response feed(Request request, String language, String name, String form, Choice choice) {
        boolean isJson = form.equals("json");
        return answer(request, isJson ? JSON : RSS, language + "/" + name + "." + form, 0, () -> {
            Optional<Locale> locale = published.languages().stream()
                    .filter(each -> each.toString().equals(language))
                    .findFirst();
            Optional<Feed> feed = locale.isPresent()
                    ? choice.of(new Feeds(published, base.get()), locale.get())
                    : Optional.<Feed>empty();
            return feed.stream()
                    .map(made -> Packed.of(out -> {
                        if (isJson) {
                            JsonFeed.write(made, out);
                        } else {
                            Rss.write(made, out);
                        }
                    }))
                    .toList();
        });
    }

    private Response answer(Request request, String type, String name, int file, Making making) {
        try {
            Kept files = kept(name, making);
            return file < files.files().size()
                    ? answer(request, type, files.since(), files.files().get(file))
                    : plain(404, NONE).build();
        } catch (RepositoryException e) {
            LOG.error("{} could not be made: {}", name, e.toString());
            return plain(503, LATER).header("Retry-After", RETRY_AFTER).build();
        }
    }

    /** One is made at a time, so that a crowd costs no more than one visitor. */
    private Kept kept(String name, Making making) throws RepositoryException {
        long now = state.getAsLong();
        synchronized (kept) {
            @Nullable Kept before = kept.get(name);
            if (before != null && before.state() == now) {
                return before;
            }
            List<Packed> files = making.make();
            if (files.isEmpty()) {
                // Anybody may ask for names that there are not.
                kept.remove(name);
                return new Kept(now, clock.instant(), files);
            }
            boolean isSame = before != null && digests(before.files()).equals(digests(files));
            Kept made = new Kept(now, isSame ? before.since() : clock.instant(), files);
            kept.put(name, made);
            return made;
        }
    }

    private static List<String> digests(List<Packed> files) {
        return files.stream().map(Packed::digest).toList();
    }

    private static Response answer(Request request, String type, Instant since, Packed file) {
        EntityTag tag = new EntityTag(file.digest());
        // Of the second that it became so, another one may have been sent before.
        Date modified = Date.from(since.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
        @Nullable ResponseBuilder unchanged = request.evaluatePreconditions(modified, tag);
        ResponseBuilder answer = unchanged == null
                ? Response.ok((StreamingOutput) file::copyTo)
                        .header("Content-Type", type)
                        .header("Content-Length", file.length())
                : unchanged;
        return answer.tag(tag)
                .lastModified(modified)
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static ResponseBuilder plain(int status, String text) {
        return Response.status(status)
                .entity(text.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", TEXT)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }
}
