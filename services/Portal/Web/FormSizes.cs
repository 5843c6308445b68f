using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Portal.Web;

/// <summary>
/// Forms of pages may carry files, which are larger than any command; what a service takes of them it says itself. Only who is signed in
/// may send that much, and what is larger still leads back to the page, which says so.
/// </summary>
public static class FormSizes
{
    /// <summary>Query parameter that makes a page say it.</summary>
    public const string Parameter = "large";

    /// <summary>Sets how much a form may send; before anything reads it.</summary>
    public static void UseFormSizes(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null) return next(http);
        var limit = http.User.Identity?.IsAuthenticated == true && http.Request.HasFormContentType ? Limits.FormBytes : Limits.CommandBytes;
        if (http.Request.ContentLength > limit)
        {
            LargeBodies.LetTheClientFinish(http);
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = http.Request.Path
                + QueryString.Create(http.Request.Query.Where(pair => pair.Key != Parameter).Append(new(Parameter, "1")));
            return Task.CompletedTask;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = limit;
        return next(http);
    });
}
