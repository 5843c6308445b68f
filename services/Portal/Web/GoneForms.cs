using Microsoft.AspNetCore.Components.Endpoints;

namespace Ledger.Portal.Web;

/// <summary>
/// A form that was sent from a page of before: its step is not offered any more since another person did it meanwhile, or its antiforgery
/// token is of an earlier session. The framework answers 400 and nothing was done; the reader is led to the newest state and told so.
/// </summary>
public static class GoneForms
{
    /// <summary>Query parameter that makes a page say it.</summary>
    public const string Parameter = "gone";

    /// <summary>Leads to the page itself instead of the framework's answer.</summary>
    public static void UseGoneForms(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode != StatusCodes.Status400BadRequest) return Task.CompletedTask;
                http.Response.StatusCode = StatusCodes.Status303SeeOther;
                http.Response.ContentType = null;
                http.Response.Headers.Location = http.Request.Path
                    + QueryString.Create(http.Request.Query.Where(pair => pair.Key != Parameter).Append(new(Parameter, "1")));
                return Task.CompletedTask;
            });
        }

        return next(http);
    });
}
