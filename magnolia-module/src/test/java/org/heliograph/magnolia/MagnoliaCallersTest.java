package org.heliograph.magnolia;

import info.magnolia.cms.security.User;
import info.magnolia.context.MgnlContext;
import java.util.List;
import org.heliograph.host.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.MockedStatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

class MagnoliaCallersTest {

    @ParameterizedTest
    @CsvSource({
        "editor-zh, false, false",
        "publisher, false, false",
        "moderator, true, false",
        "admin, true, true",
        "superuser, true, true",
        "Moderator, false, false"
    })
    void rolesDecide(String role, boolean moderates, boolean administrates) {
        User user = mock(User.class);
        when(user.getName()).thenReturn("lin");
        when(user.getAllRoles()).thenReturn(List.of("anybody", role));
        try (MockedStatic<MgnlContext> magnolia = mockStatic(MgnlContext.class)) {
            magnolia.when(MgnlContext::getUser).thenReturn(user);

            assertThat(new MagnoliaCallers().current()).isEqualTo(new Caller("lin", moderates, administrates));
        }
    }

    @Test
    void withoutUserNothingIsAllowed() {
        try (MockedStatic<MgnlContext> magnolia = mockStatic(MgnlContext.class)) {
            magnolia.when(MgnlContext::getUser).thenReturn(null);

            assertThat(new MagnoliaCallers().current()).isEqualTo(new Caller("anonymous", false, false));
        }
    }
}
