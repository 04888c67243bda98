package org.heliograph.cms.security;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    GET,     /.rest/delivery/products/v1,   ALLOWED,   ALLOWED,   ALLOWED
                    HEAD,    /.rest/delivery/products/v1,   ALLOWED,   ALLOWED,   ALLOWED
                    POST,    /.rest/delivery/products/v1,   SIGN_IN,   FORBIDDEN, ALLOWED
                    OPTIONS, /.rest/delivery/products/v1,   SIGN_IN,   FORBIDDEN, ALLOWED
                    PATCH,   /.rest/delivery/products/v1,   FORBIDDEN, FORBIDDEN, FORBIDDEN
                    TRACE,   /.rest/delivery/products/v1,   FORBIDDEN, FORBIDDEN, FORBIDDEN
                    CONNECT, /.rest/delivery/products/v1,   FORBIDDEN, FORBIDDEN, FORBIDDEN
                    BREW,    /.rest/delivery/products/v1,   SIGN_IN,   FORBIDDEN, ALLOWED
                    get,     /.rest/delivery/products/v1,   SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /.rest/delivery,               SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /.rest/deliveryman/secret,     SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /.rest/preview/products/v1,    SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /.rest/status,                 ALLOWED,   ALLOWED,   ALLOWED
                    GET,     /.rest/status/more,            SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /.rest/nodes/v1/users/system,  SIGN_IN,   FORBIDDEN, ALLOWED
                    PUT,     /.rest/nodes/v1/website/a,     SIGN_IN,   FORBIDDEN, ALLOWED
                    DELETE,  /.rest/nodes/v1/website/a,     SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /.rest/properties/v1/users/a,  SIGN_IN,   FORBIDDEN, ALLOWED
                    POST,    /.rest/import/v1,              SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /.rest,                        SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /.rest/,                       SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /zh/.rest/delivery/x/v1,       SIGN_IN,   FORBIDDEN, ALLOWED
                    GET,     /zh,                           ALLOWED,   ALLOWED,   ALLOWED
                    GET,     /,                             ALLOWED,   ALLOWED,   ALLOWED
                    POST,    /,                             SIGN_IN,   FORBIDDEN, ALLOWED
                    """)
    void decides(
            String method,
            String path,
            Access.Decision anonymous,
            Access.Decision somebody,
            Access.Decision superuser) {
        assertThat(Access.decide(Caller.ANONYMOUS, method, path)).isEqualTo(anonymous);
        assertThat(Access.decide(new Caller("jane", Set.of("editor")), method, path))
                .isEqualTo(somebody);
        assertThat(Access.decide(new Caller("jane", Set.of("superuser")), method, path))
                .isEqualTo(superuser);
    }

    @Test
    void aNameGivesNoRights() {
        assertThat(new Caller("superuser", Set.of()).isSuperuser()).isFalse();
        assertThat(new Caller("anonymous", Set.of("superuser")).isAnonymous()).isFalse();
    }
}
