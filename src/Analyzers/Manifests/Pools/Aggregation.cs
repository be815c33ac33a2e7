using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Cluster;
using BindCheck.Manifests.Objects;
using BindCheck.Reach;

namespace BindCheck.Manifests.Pools;

/// <summary>The length of the prefixes in which a BGPAdvertisement announces the addresses of one family.</summary>
/// <param name="Object">The advertisement.</param>
/// <param name="Entry">The field.</param>
/// <param name="Length">Its value.</param>
/// <param name="Family">The family that it is about.</param>
internal sealed record Aggregation(KubernetesObject Object, YamlEntry Entry, long Length, Families Family)
{
    private static readonly (string Field, Families Family)[] s_fields = [("aggregationLength", Families.IPv4), ("aggregationLengthV6", Families.IPv6)];

    /// <summary>The length of a host route, which is the default.</summary>
    internal int Bits => Family == Families.IPv4 ? 32 : 128;

    /// <summary>Whether it is the length of a prefix at all.</summary>
    internal bool IsPrefix => Length >= 0 && Length <= Bits;

    /// <summary>Whether a Service selector is set, which MetalLB takes with host routes only (bgpAdvertisementFromCR, and a validation of the CRD).</summary>
    internal bool IsRefusedForSelectors => Length != Bits && Object.Spec!["serviceSelectors"] is YamlSequence { Items.IsEmpty: false };

    /// <summary>The lengths that an object sets, as far as they are known.</summary>
    internal static IEnumerable<Aggregation> Of(KubernetesObject item) =>
        from field in s_fields
        where item is { Kind: "BGPAdvertisement", Group: "metallb.io" }
        let entry = item.Spec?.Entry(field.Field)
        where entry is { Value.Target: YamlScalar }
        let length = YamlValue.IntegerOf((YamlScalar)entry.Value.Target)
        where length is not null
        select new Aggregation(item, entry, length.Value, field.Family);

    /// <summary>
    /// A range of a selected pool that has no prefix as short as the length, for which MetalLB refuses the advertisement. Of a range "a-b" the
    /// shortest of its prefixes counts (validateBGPAdvPerPool, lowestMask).
    /// </summary>
    internal (AddressPool Pool, AddressRange Range)? Narrower(ManifestScope scope)
    {
        if (Object.File.IsPatch) return null;
        var advertisement = Advertisement.Of(Object)!;
        var narrower =
            from pool in PoolsOf(scope)
            where advertisement.Selects(pool) == true
            from range in pool.Ranges
            where range.Family == Family && range.ShortestPrefix > Length
            select ((AddressPool, AddressRange)?)(pool, range);
        return narrower.FirstOrDefault();
    }

    /// <summary>Whether it may have an effect: not where all the pools are known, and those that may be selected have other addresses only.</summary>
    internal bool MayMatter(ManifestScope scope)
    {
        var advertisement = Advertisement.Of(Object)!;
        return scope.ClusterOf(Object.File).Pools is not { IsEmpty: false } pools || pools.Any(pool => pool.Has(Family) && advertisement.Selects(pool) != false);
    }

    /// <summary>The pools that are certain: those of manifests that can be read and reach the cluster as they are, else those of the options.</summary>
    private ImmutableArray<AddressPool> PoolsOf(ManifestScope scope)
    {
        if (scope.ClusterObjects(AddressPool.IsPool, AddressPool.Kind) is not { } objects) return ImmutableArray<AddressPool>.Empty;
        if (objects.IsEmpty) return scope.ClusterOf(Object.File).Pools ?? ImmutableArray<AddressPool>.Empty;
        const KustomizeChanges unknown = KustomizeChanges.Names | KustomizeChanges.Fields;
        return objects.Where(static pool => !pool.File.IsPatch && (pool.File.Changes & unknown) == 0).Select(AddressPool.Read).OfType<AddressPool>().ToImmutableArray();
    }
}
