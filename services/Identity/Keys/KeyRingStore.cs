using System.Xml.Linq;
using Ledger.Identity.Store;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Identity.Keys;

/// <summary>The cookies' key ring in the database, so that every replica, and the next start, reads the cookies of this one.</summary>
public sealed class KeyRingStore(IServiceScopeFactory scopes) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var store = scope.ServiceProvider.GetRequiredService<IdentityStore>();
        return [.. store.KeyRing.AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var store = scope.ServiceProvider.GetRequiredService<IdentityStore>();
        store.KeyRing.Add(new KeyRingEntry { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        store.SaveChanges();
    }
}

/// <summary>One key of the ring.</summary>
public sealed class KeyRingEntry
{
    /// <summary>Assigned by the database.</summary>
    public long Id { get; private init; }

    /// <summary>The framework's name of the key.</summary>
    public required string Name { get; init; }

    /// <summary>The key; its secret part sealed by <see cref="KeyRingEncryptor"/>.</summary>
    public required string Xml { get; init; }
}
