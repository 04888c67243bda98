package org.heliograph.cms.site;

import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.PageTemplate;
import org.heliograph.cms.delivery.Answer;
import org.heliograph.cms.delivery.Language;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Reads;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.EntityTag;
import org.heliograph.host.PageAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pages from one state of the content each: the page that was asked for, or the site's own for what went wrong. */
final class PageMaker {

    private static final Logger LOG = LoggerFactory.getLogger(PageMaker.class);
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final int MOST_LOGGED = 1000;
    private static final String HTML = "text/html";
    private static final List<String> RENDERED = List.of("mgnl:page", "mgnl:component");
    private static final String NOT_FOUND_PAGE = "/not-found";
    private static final String ERROR_PAGE = "/error";

    private final ReadModel readModel;
    private final ScriptFunctions functions;
    private final Supplier<String> base;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /**
     * @param readModel holds the content
     * @param functions what scripts have besides Magnolia's objects
     * @param base what absolute addresses of the site begin with
     */
    PageMaker(ReadModel readModel, ScriptFunctions functions, Supplier<String> base) {
        this.readModel = readModel;
        this.functions = functions;
        this.base = base;
    }

    /** What pages are made with, all of one load of the definitions. */
    record Site(Definitions definitions, SiteLinks links, Scripts scripts) {}

    /**
     * What came of a request.
     *
     * @param status of the answer
     * @param answer absent where only the status is known, or the client is sent elsewhere
     * @param location where the client is sent for good, without context path
     * @param mayBeKept whether others who ask the same get the same
     */
    record Made(int status, Optional<Answer> answer, Optional<String> location, boolean mayBeKept) {}

    /**
     * Makes the page at an address.
     *
     * @param view the state of the content that it shows
     * @param rights to read working content
     */
    Made make(Site site, PageRequest request, View view, Rights rights) {
        return make(site, request, view, rights, Optional.empty());
    }

    /**
     * Makes the page at an address with a draft in it.
     *
     * @param view the state of all other content
     */
    Made make(Site site, PageRequest request, View view, Rights rights, Optional<Draft> draft) {
        try (Snapshot snapshot = readModel.acquire()) {
            Reads reads = new Reads();
            snapshot.noteIn(reads);
            Language language = Language.of(site.definitions().site().i18n(), request.locale());
            Reading reading = new Reading(snapshot, view, rights, site.definitions(), language, site.links(), draft);
            return new Making(site, request, reading, reads).make();
        }
    }

    /** Once for each place, so that a page that everybody asks for does not fill the log. */
    private void log(String page, Faults.Place place, Throwable failure) {
        if (logged.size() < MOST_LOGGED && logged.add(page + " " + place)) {
            boolean isOfScript = failure instanceof TemplateException || failure instanceof ParseException;
            LOG.error("Page {} cannot be shown: {}", page, place, isOfScript ? null : failure);
        }
    }

    /** Tells of all failures once more. */
    void forgetFailures() {
        logged.clear();
    }

    /** What a script says of its answer. */
    private final class Outcome implements PageAnswer {

        private int status = OK;
        private Optional<String> location = Optional.empty();

        @Override
        public String base() {
            return base.get();
        }

        @Override
        public void notFound() {
            status = NOT_FOUND;
        }

        @Override
        public void moved(String path) {
            location = Optional.of(path);
        }
    }

    /** The making of one answer. */
    private final class Making {

        private final Site site;
        private final PageRequest request;
        private final Reading reading;
        private final Reads reads;

        Making(Site site, PageRequest request, Reading reading, Reads reads) {
            this.site = site;
            this.request = request;
            this.reading = reading;
            this.reads = reads;
        }

        Made make() {
            String handle = site.links().handle(request.address().path());
            Optional<NodeSnapshot> node = reading.snapshot()
                    .byPath(reading.viewOf(SiteLinks.WEBSITE, handle), SiteLinks.WEBSITE, handle)
                    .filter(found -> found.isOfType(RENDERED, false))
                    .filter(found -> PageRendering.templateId(found).isPresent());
            if (node.isEmpty()) {
                return new Made(NOT_FOUND, own(NOT_FOUND_PAGE), Optional.empty(), false);
            }
            return reading.isReadable(SiteLinks.WEBSITE, node.get())
                    ? make(node.get())
                    : new Made(FORBIDDEN, Optional.empty(), Optional.empty(), false);
        }

        private Made make(NodeSnapshot node) {
            Outcome outcome = new Outcome();
            try {
                String html = render(node, request, outcome);
                if (outcome.location.isPresent()) {
                    return new Made(0, Optional.empty(), outcome.location, false);
                }
                boolean mayBeKept = outcome.status == OK && !request.isPersonal();
                return new Made(outcome.status, Optional.of(answer(html)), Optional.empty(), mayBeKept);
            } catch (TemplateException | IOException | StackOverflowError | RuntimeException e) {
                return failed(node, e);
            }
        }

        /** Editors are told what is wrong, visitors that something is. */
        private Made failed(NodeSnapshot node, Throwable failure) {
            Faults.Place place = Faults.Place.of(failure);
            log(node.path(), place, failure);
            Optional<Answer> page =
                    request.isAuthor() ? Optional.of(answer(Faults.report(place, request.locale()))) : own(ERROR_PAGE);
            return new Made(FAILED, page, Optional.empty(), false);
        }

        private String render(NodeSnapshot node, PageRequest asked, Outcome outcome)
                throws TemplateException, IOException {
            PageTemplate template = PageRendering.templateOf(site.definitions(), node)
                    .orElseThrow(() -> new IOException("There is no template "
                            + PageRendering.templateId(node).orElse("") + " of page " + node.path()));
            PageOutput out = new PageOutput();
            new PageRendering(
                            reading,
                            asked,
                            site.scripts(),
                            node,
                            functions.of(reading.snapshot(), reading.view(), outcome))
                    .render(template, out);
            return out.toString();
        }

        /** A page of the site that stands for others; nothing where there is none, or it fails too. */
        private Optional<Answer> own(String name) {
            String home = reading.links().home();
            Optional<NodeSnapshot> node = reading.byPath(SiteLinks.WEBSITE, (home.equals("/") ? "" : home) + name);
            if (node.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(answer(render(node.get(), request.withoutParameters(), new Outcome())));
            } catch (TemplateException | IOException | StackOverflowError | RuntimeException e) {
                log(node.get().path(), Faults.Place.of(e), e);
                return Optional.empty();
            }
        }

        private Answer answer(String html) {
            List<byte[]> pieces = List.of(html.getBytes(StandardCharsets.UTF_8));
            Optional<String> language = reading.language().locale().map(Locale::toLanguageTag);
            return new Answer(
                    HTML,
                    pieces,
                    EntityTag.of(pieces),
                    language,
                    reading.snapshot().basis(reads));
        }
    }
}
