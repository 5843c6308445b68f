using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Portal.Docs;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests;

/// <summary>Where a program that knows only the gateway finds whose tokens are taken.</summary>
public sealed class ProtectedResourceTests
{
    [Fact]
    public async Task It_names_the_gateway_and_the_issuer()
    {
        await using var portal = await RunningPortal.StartAsync();

        var document = await portal.Http.GetFromJsonAsync<JsonElement>(ProtectedResource.Path, TestContext.Current.CancellationToken);

        Assert.Equal(portal.Address.GetLeftPart(UriPartial.Authority), document.GetProperty("resource").GetString());
        Assert.Equal(portal.Issuer.Address.AbsoluteUri, Assert.Single(document.GetProperty("authorization_servers").EnumerateArray()).GetString());
    }
}
