using Ledger.Integration.Tests.Support;

namespace Ledger.Integration.Tests.Frame;

/// <summary>One probe service and its issuer, shared by the tests of a class.</summary>
public sealed class FrameFixture : IAsyncLifetime
{
    public TestIssuer Issuer { get; private set; } = null!;

    public FrameHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync();
        Host = await FrameHost.StartAsync(Issuer);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
