using System.Reflection;
using Ledger.Contracts;

namespace Ledger.Contracts.Tests;

/// <summary>Every contract that the assembly publishes.</summary>
internal static class AllContracts
{
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(IntegrationEventAttribute).Assembly.GetExportedTypes()
            .Where(type => type.GetCustomAttribute<IntegrationEventAttribute>() is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    public static IntegrationEventAttribute Attribute(Type contract) => contract.GetCustomAttribute<IntegrationEventAttribute>()!;

    /// <summary>As xUnit takes it: one row a contract.</summary>
    public static TheoryData<Type> Rows => new(Types);
}
