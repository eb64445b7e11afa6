import { Avatar } from '@mantine/core';

interface PersonAvatarProps {
  name: string;
  color: string;
  size?: number;
}

/** A person's initials in the colour that marks them everywhere; the name is said beside it, or by `title`. */
export function PersonAvatar({ name, color, size = 24 }: PersonAvatarProps) {
  return (
    <Avatar size={size} radius="xl" name={name} title={name} color={color} variant="filled" autoContrast />
  );
}
