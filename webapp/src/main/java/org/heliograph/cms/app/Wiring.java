package org.heliograph.cms.app;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.jcr.RepositoryException;
import org.heliograph.cms.admin.AdminServlet;
import org.heliograph.cms.admin.AppsResource;
import org.heliograph.cms.admin.AuditResource;
import org.heliograph.cms.admin.ListResource;
import org.heliograph.cms.admin.MeResource;
import org.heliograph.cms.admin.MediaResource;
import org.heliograph.cms.admin.PreviewsResource;
import org.heliograph.cms.admin.PublishResource;
import org.heliograph.cms.admin.Resource;
import org.heliograph.cms.admin.RolesResource;
import org.heliograph.cms.admin.SchedulesResource;
import org.heliograph.cms.admin.StatesResource;
import org.heliograph.cms.admin.TransferResource;
import org.heliograph.cms.admin.TranslationsResource;
import org.heliograph.cms.admin.UsersResource;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.delivery.DeliveryServlet;
import org.heliograph.cms.delivery.SearchServlet;
import org.heliograph.cms.delivery.TemplateAnnotationsServlet;
import org.heliograph.cms.delivery.TemplateDefinitionsServlet;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.management.CommandsServlet;
import org.heliograph.cms.management.ImportServlet;
import org.heliograph.cms.management.NodesServlet;
import org.heliograph.cms.management.PropertiesServlet;
import org.heliograph.cms.management.StatusServlet;
import org.heliograph.cms.media.AssetAddresses;
import org.heliograph.cms.media.Media;
import org.heliograph.cms.message.ContactMessages;
import org.heliograph.cms.publish.InitialPublication;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.publish.Schedules;
import org.heliograph.cms.publish.States;
import org.heliograph.cms.published.Changes;
import org.heliograph.cms.published.PublishedIndex;
import org.heliograph.cms.repository.Bootstrap;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.schema.OpenApiServlet;
import org.heliograph.cms.security.Accounts;
import org.heliograph.cms.security.AuditLog;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.PreviewLinks;
import org.heliograph.cms.site.PreviewServlet;
import org.heliograph.cms.site.ResourceServlet;
import org.heliograph.cms.site.SiteServlet;
import org.heliograph.cms.transfer.ArchiveImport;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.AuthServlet;
import org.heliograph.cms.web.Container;
import org.heliograph.cms.web.CorsFilter;
import org.heliograph.cms.web.HttpServer;
import org.heliograph.cms.web.ModuleServlet;
import org.heliograph.feed.FeedsResource;
import org.heliograph.template.TemplateFunctions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host, put together by hand: from definitions over the repository to the HTTP server. */
final class Wiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /** What is open, the last one first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final ContentRepository repository;
    private final Definitions definitions;
    private final ArchiveImport imports;
    private final Container container;
    private final Optional<String> madeUpPassword;

    /**
     * Starts everything with an HTTP server of its own; when this returns, requests are answered.
     *
     * @throws RepositoryException if the repository cannot be opened
     * @throws IOException if the data directory or the port cannot be used
     */
    Wiring(Settings settings) throws RepositoryException, IOException {
        this(settings, listen(settings));
    }

    /**
     * The same in a container, which is closed with the rest.
     *
     * @throws RepositoryException if the repository cannot be opened
     * @throws IOException if the data directory cannot be used
     */
    Wiring(Settings settings, Container container) throws RepositoryException, IOException {
        this.container = open(container);
        try {
            DefinitionRegistry registry = open(DefinitionRegistry.open(settings.lightModules()));
            Definitions definitions = registry.current();

            Path directory = settings.data().resolve("repository");
            ContentRepository repository = open(ContentRepository.open(directory, settings.database()));
            repository.register(definitions.contentTypes().values());
            ReadModel readModel = open(ReadModel.open(
                    repository, settings.data().resolve("index"), directory.resolve("index-stamp"), definitions));
            Clock clock = Clock.systemUTC();
            AuditLog audit = open(AuditLog.open(settings.auditLog(), clock));
            audit.follow(repository);
            Authoring authoring = new Authoring(repository, readModel.lookup(), registry::current, clock, settings);
            Publishing publishing =
                    new Publishing(repository, readModel, authoring.versions(), authoring.slugs(), clock, definitions);
            publishing.heal();
            InitialPublication initial = new InitialPublication(publishing);
            initial.complete();
            importContent(settings, new Bootstrap(repository, initial::publish));

            Accounts accounts = new Accounts(repository, settings.data().resolve("security"), audit, clock);
            madeUpPassword = accounts.ensureSuperuser(settings.adminPassword());
            Schedules schedules = open(new Schedules(publishing, accounts::onSchedule, clock));
            States states = new States(publishing, schedules);

            PublishedIndex published = new PublishedIndex(
                    readModel, settings.instance().delivered(), registry::current, authoring.slugs());
            Changes changes = new Changes(repository, settings.instance().delivered());
            DeliveryServlet delivery = new DeliveryServlet(
                    readModel,
                    repository,
                    authoring.slugs(),
                    settings.instance().delivered(),
                    settings.baseUrl(),
                    settings.contextPath(),
                    settings.strictParameters(),
                    definitions);
            SiteServlet pages = new SiteServlet(
                    readModel,
                    settings.instance().delivered(),
                    (snapshot, view, answer) -> new TemplateFunctions(
                            published.over(snapshot),
                            answer,
                            settings.messages().message().consents()),
                    new SiteServlet.Settings(settings.baseUrl(), settings.contextPath(), settings.frameAncestors()),
                    () -> site(settings, container),
                    definitions);
            Media media = new Media(repository, settings.data().resolve("media"), registry::current, clock);
            PreviewLinks previews = PreviewLinks.open(settings.data().resolve("security"), clock);
            PreviewServlet drafts = new PreviewServlet(
                    new PreviewServlet.Host(
                            previews,
                            readModel,
                            published,
                            settings.instance().delivered(),
                            readModel.lookup(),
                            media,
                            settings.messages().message().consents(),
                            () -> site(settings, container)),
                    new SiteServlet.Settings(settings.baseUrl(), settings.contextPath(), settings.frameAncestors()),
                    definitions);
            CorsFilter cors = new CorsFilter(definitions.site());
            OpenApiServlet openApi = new OpenApiServlet(settings.contextPath(), definitions);
            SearchServlet search =
                    new SearchServlet(readModel, settings.instance().delivered(), definitions);
            registry.onChange(changed -> {
                cors.use(changed.site());
                register(repository, changed);
                readModel.indexNewWorkspaces();
                readModel.use(changed);
                changes.add();
                publishing.use(changed);
                states.forget();
                delivery.use(changed);
                pages.use(changed);
                drafts.use(changed);
                search.use(changed);
                openApi.use(changed);
            });

            Path transfer = settings.data().resolve("transfer");
            imports = new ArchiveImport(repository, registry::current, transfer, clock);
            this.repository = repository;
            this.definitions = definitions;

            container.serve("/*", pages);
            container.serve(PreviewServlet.ADDRESS + "/*", drafts);
            container.serve("/.resources/*", new ResourceServlet(registry::current));
            container.serve("/.rest/auth/v1/*", new AuthServlet(accounts));
            container.serve("/.rest/*", delivery);
            container.serve("/.rest/openapi.json", openApi);
            container.serve("/.rest/search/v1/*", search);
            container.serve(
                    "/.rest/template-annotations/v1/*",
                    new TemplateAnnotationsServlet(
                            readModel, settings.instance().delivered(), registry::current));
            container.serve("/.rest/template-definitions/v1/*", new TemplateDefinitionsServlet(registry::current));
            serveManagement(
                    container,
                    repository,
                    readModel,
                    publishing,
                    settings.instance().delivered());
            serve(container, media, settings.instance().delivered());
            ContactMessages messages = open(new ContactMessages(
                    new ContactMessages.Host(repository, published, audit),
                    settings.data(),
                    settings.messages(),
                    clock));
            container.serve("/.rest/messages/*", messages.servlet());
            ModuleServlet feeds = new ModuleServlet();
            feeds.serve(List.of(new FeedsResource(
                    published,
                    () -> site(settings, container),
                    changes,
                    settings.instance() != Settings.Instance.AUTHOR,
                    clock)));
            container.serve("/.rest/feeds/*", feeds);
            List<Resource> resources = new ArrayList<>();
            resources.add(new MeResource(accounts, repository, registry::current));
            resources.add(new AppsResource(registry::current));
            resources.add(new ListResource(repository, readModel, states, registry::current));
            resources.add(new MediaResource(media, readModel, settings.contextPath(), registry::current));
            resources.add(new PublishResource(publishing));
            resources.add(new SchedulesResource(publishing, schedules));
            resources.add(new StatesResource(states));
            resources.add(new TransferResource(repository, publishing, registry::current, imports, transfer));
            resources.add(new TranslationsResource(repository, registry::current, states, authoring.items()));
            resources.add(new UsersResource(accounts));
            resources.add(new AuditResource(audit));
            resources.add(new RolesResource(accounts));
            resources.addAll(authoring.resources(publishing));
            resources.add(new PreviewsResource(
                    authoring.items(), published, previews, audit, () -> site(settings, container)));
            container.serve("/.rest/admin/v1/*", new AdminServlet(settings.contextPath(), resources));
            // The last one opened in effect: closed first, so that no request is under way when the rest is closed.
            opened.remove(container);
            open(container).open(cors, new AccessFilter(accounts, audit));
            schedules.start();
            messages.start();
        } catch (RepositoryException | IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What absolute addresses of pages begin with; never what a request calls the host. */
    private static String site(Settings settings, Container container) {
        String address = container.address();
        return settings.siteUrl().orElse(address.startsWith("/") ? settings.baseUrl() : address);
    }

    private static HttpServer listen(Settings settings) throws IOException {
        HttpServer server = new HttpServer(
                settings.host(),
                settings.port(),
                settings.contextPath(),
                settings.data().resolve("http"));
        server.believe(settings.proxies());
        return server;
    }

    /** Working content has addresses of its own, below those of previews, which take the same right. */
    private static void serve(Container container, Media media, View delivered) {
        container.serve("/dam/*", media.files(delivered));
        container.serve("/.imaging/*", media.renditions(delivered));
        container.serve(AssetAddresses.PREVIEW + "/dam/*", media.files(View.WORKING));
        container.serve(AssetAddresses.PREVIEW + "/.imaging/*", media.renditions(View.WORKING));
    }

    private static void serveManagement(
            Container container,
            ContentRepository repository,
            ReadModel readModel,
            Publishing publishing,
            View delivered) {
        Function<HttpServletRequest, Caller> caller = AccessFilter::callerOf;
        ImportServlet imports = new ImportServlet(repository, caller);
        container.serve("/.rest/import/v1", imports, imports.multipart());
        container.serve("/.rest/nodes/v1/*", new NodesServlet(repository, caller));
        container.serve("/.rest/properties/v1/*", new PropertiesServlet(repository, caller));
        container.serve(
                "/.rest/commands/v2/*",
                new CommandsServlet(repository, publishing, delivered == View.PUBLISHED, caller));
        container.serve("/.rest/status", new StatusServlet(readModel::behind));
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    private static void importContent(Settings settings, Bootstrap bootstrap) throws RepositoryException, IOException {
        if (settings.samples()) {
            bootstrap.importSamples();
        }
        for (Path directory : settings.bootstrap()) {
            bootstrap.importDirectory(directory);
        }
        // Last, so that a file of the operator's stands for ours of the same name.
        bootstrap.importInstallation();
    }

    private static void register(ContentRepository repository, Definitions definitions) {
        try {
            repository.register(definitions.contentTypes().values());
        } catch (RepositoryException e) {
            LOG.error("Changed content types cannot be registered", e);
        }
    }

    ContentRepository repository() {
        return repository;
    }

    /** The definitions as they were at the start. */
    Definitions definitions() {
        return definitions;
    }

    /** Takes in archives, one at a time. */
    ArchiveImport imports() {
        return imports;
    }

    /** Where requests are answered, as the container tells it. */
    String address() {
        return container.address();
    }

    /** The superuser's password, if this start made it up. */
    Optional<String> madeUpPassword() {
        return madeUpPassword;
    }

    /** Finishes the requests under way, then closes what was opened, last one first. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                // One part that cannot be closed must not keep the others open.
                LOG.error("{} cannot be closed", part.getClass().getSimpleName(), e);
            }
        }
    }
}
