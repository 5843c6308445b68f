using Ledger.Portal.Accounts;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Ledger.Portal.Called;

/// <summary>Puts the reader's name book at hand before a page is rendered, so that every name stands there at once.</summary>
public static class NamesOfPages
{
    /// <summary>Adds the name books.</summary>
    public static void AddNames(this IServiceCollection services) => services.AddSingleton<NameBooks>();

    /// <summary>After sign-in and routing, before the pages.</summary>
    public static void UseNames(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && Account.Of(http.User) is { } reader)
            http.Items[typeof(NameBook)] = await http.RequestServices.GetRequiredService<NameBooks>().OfAsync(http, reader);
        await next(http);
    });
}
