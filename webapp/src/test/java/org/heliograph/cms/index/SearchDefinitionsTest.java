package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Path;
import javax.jcr.RepositoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the search box finds when the definitions change. */
class SearchDefinitionsTest {

    @Test
    void otherDefinitionsAreSearchedWithoutARestart(@TempDir Path directory) throws RepositoryException, IOException {
        try (Searched content = Searched.open(directory)) {
            // given
            content.product("hook", "title", "Hook");
            content.reopenWithoutDefinitions();
            assertThat(content.find("hook")).isEmpty();

            // when
            content.model().use(Searched.DEFINITIONS);

            // then
            assertThat(content.find("hook")).containsExactly("hook");
        }
    }

    @Test
    void anIndexOfOtherDefinitionsIsMadeAnewAtStart(@TempDir Path directory) throws RepositoryException, IOException {
        try (Searched content = Searched.open(directory)) {
            // given
            content.product("hook", "title", "Hook");
            content.reopenWithoutDefinitions();

            // when
            content.reopen();

            // then
            assertThat(content.find("hook")).containsExactly("hook");
        }
    }
}
