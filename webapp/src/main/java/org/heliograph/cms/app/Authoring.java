package org.heliograph.cms.app;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.heliograph.cms.admin.AutosavesResource;
import org.heliograph.cms.admin.ItemsResource;
import org.heliograph.cms.admin.Resource;
import org.heliograph.cms.admin.TrashResource;
import org.heliograph.cms.admin.VersionsResource;
import org.heliograph.cms.content.Autosaves;
import org.heliograph.cms.content.ItemPlaces;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.Trash;
import org.heliograph.cms.content.Uses;
import org.heliograph.cms.content.Versions;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.repository.ContentRepository;

/** What editors do with items, put together. */
final class Authoring {

    private final ContentRepository repository;
    private final Lookup lookup;
    private final Clock clock;
    private final Settings settings;
    private final Slugs slugs;
    private final Versions versions;
    private final Autosaves autosaves;
    private final Items items;
    private final Uses uses;

    Authoring(
            ContentRepository repository,
            Lookup lookup,
            Supplier<Definitions> definitions,
            Clock clock,
            Settings settings) {
        this.repository = repository;
        this.lookup = lookup;
        this.clock = clock;
        this.settings = settings;
        this.slugs = new Slugs(repository, lookup);
        this.versions = new Versions(repository, clock, settings.versions());
        this.autosaves = new Autosaves(repository, clock);
        this.uses = new Uses(lookup);
        this.items = new Items(repository, definitions, slugs, versions, clock);
    }

    /** Keeps earlier states of items. */
    Versions versions() {
        return versions;
    }

    /** Keeps what published items are called in addresses. */
    Slugs slugs() {
        return slugs;
    }

    /** Makes and changes items. */
    Items items() {
        return items;
    }

    /** What the admin API offers of it. */
    List<Resource> resources(Publishing publishing) {
        Trash trash = new Trash(repository, items, uses, clock, Duration.ofDays(settings.trashDays()));
        return List.of(
                new ItemsResource(items, new ItemPlaces(repository, items), uses, autosaves, lookup),
                new VersionsResource(items, versions, lookup),
                new AutosavesResource(items, autosaves, lookup),
                new TrashResource(trash, items, publishing, lookup));
    }
}
