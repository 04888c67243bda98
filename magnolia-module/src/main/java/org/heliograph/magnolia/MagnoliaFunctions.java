package org.heliograph.magnolia;

import info.magnolia.cms.beans.config.ServerConfiguration;
import info.magnolia.cms.i18n.I18nContentSupport;
import info.magnolia.repository.RepositoryManager;
import info.magnolia.types.ContentTypeRegistry;
import jakarta.inject.Inject;
import org.heliograph.template.TemplateFunctions;

/**
 * The functions as Magnolia's templates have them: over all that is there, since on an author instance pages show what
 * editors are at.
 */
public class MagnoliaFunctions extends TemplateFunctions {

    /**
     * @param repositories give sessions
     * @param types tells what items consist of
     * @param i18n tells the languages of the site
     * @param server tells the address of the site
     * @param module knows the settings for messages
     */
    @Inject
    public MagnoliaFunctions(
            RepositoryManager repositories,
            ContentTypeRegistry types,
            I18nContentSupport i18n,
            ServerConfiguration server,
            HeliographModule module) {
        super(
                new ActivatedContent(new SystemSessions(repositories), new MagnoliaTypes(types, i18n), () -> false),
                new MagnoliaPage(server),
                language -> module.consents().in(language));
    }
}
