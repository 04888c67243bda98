package org.heliograph.cms.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.heliograph.cms.content.View;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.web.AccessFilter;
import org.heliograph.cms.web.RestException;

/**
 * Who is served: with published content everybody who may ask for the address, with working content whoever is signed in and
 * may read the asset.
 *
 * @param view the state that is served
 */
record Audience(View view) {

    /** @throws RestException 401 for anonymous where there is nothing for anonymous at all, whatever was asked for */
    void require(HttpServletRequest request, HttpServletResponse response) {
        if (view == View.WORKING && AccessFilter.callerOf(request).isAnonymous()) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Heliograph\", charset=\"UTF-8\"");
            throw new RestException(401, "notAuthorized", "Sign in to read working content.");
        }
    }

    boolean mayRead(HttpServletRequest request, AssetFile file) {
        Caller caller = AccessFilter.callerOf(request);
        return view == View.PUBLISHED || caller.rights().mayRead(AssetFiles.WORKSPACE, file.path());
    }

    /** Whether answers may be kept by whoever carries them. */
    boolean isPublic() {
        return view == View.PUBLISHED;
    }
}
