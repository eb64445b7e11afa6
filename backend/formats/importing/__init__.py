"""From a reader's records to images and objects of a project, and a report that counts every one of them."""
